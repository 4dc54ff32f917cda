import * as v from 'valibot';
import {
  shellCallInputs,
  type ShellCall,
  type ShellCallInput,
  type ShellCallOutputs,
} from '../../app/contract/shellBridge.ts';
import { isOwnAddress } from './ownAddress.ts';
import { shellChannel } from './shellChannel.ts';

export type ShellCallHandlers = {
  readonly [C in ShellCall]: (input: ShellCallInput<C>) => Promise<ShellCallOutputs[C]>;
};

/** What Electron tells of the caller; the frame is `null` once it has navigated away. */
export interface CallerEvent {
  readonly senderFrame: { readonly url: string } | null;
  readonly sender: { readonly mainFrame: unknown };
}

/** The part of `ipcMain` that is needed. */
export interface CallRegister {
  handle(channel: string, listener: (event: CallerEvent, input: unknown) => Promise<unknown>): void;
}

/** Registers every call behind one gate: the page's own main frame, with an input of the right shape. */
export function registerShellCalls(register: CallRegister, handlers: ShellCallHandlers): void {
  for (const call of Object.keys(shellCallInputs) as ShellCall[]) registerOne(register, call, handlers[call]);
}

function registerOne<C extends ShellCall>(register: CallRegister, call: C, handler: ShellCallHandlers[C]): void {
  register.handle(shellChannel(call), (event, input) => {
    checkCaller(event);
    return handler(v.parse(shellCallInputs[call], input));
  });
}

export function checkCaller(event: CallerEvent): void {
  const frame = event.senderFrame; // read at once: it is gone after an await
  const isOwnPage = frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url);
  if (!isOwnPage) throw new Error('Only the studio page may call the shell.');
}

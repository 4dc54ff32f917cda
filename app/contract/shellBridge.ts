import * as v from 'valibot';

/**
 * What the desktop shell offers to the page, as `window.maskwrightShell`. A page in a browser has none of it: it asks
 * the host's hello for `capabilities` and looks here only where they say so.
 */
export const shellBridgeName = 'maskwrightShell';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const title = v.pipe(v.string(), v.maxLength(200));

/** The calls that cross over to the shell, with their inputs. */
export const shellCallInputs = {
  pickFolder: v.object({ title }),
  pickFiles: v.object({ title }),
  revealInFolder: v.object({ path }),
} as const;
export type ShellCall = keyof typeof shellCallInputs;
export type ShellCallInput<C extends ShellCall> = v.InferOutput<(typeof shellCallInputs)[C]>;

export interface ShellCallOutputs {
  /** `null` where the person chose none. */
  pickFolder: string | null;
  /** Empty where the person chose none. */
  pickFiles: readonly string[];
  revealInFolder: null;
}

export type ShellBridge = {
  readonly [C in ShellCall]: (input: ShellCallInput<C>) => Promise<ShellCallOutputs[C]>;
} & {
  /** The path of a file that was dropped on the page; empty where it has none. `file` is a DOM `File`. */
  readonly pathOfFile: (file: object) => string;
};

import * as v from 'valibot';
import { trainingCommand, type TrainingMessage } from '../../app/contract/workerMessages.ts';

/** Sends a message to the process that started this one; without one, prints it as a line of JSON. */
export async function sendToParent(message: TrainingMessage): Promise<void> {
  await new Promise<void>((done) => {
    if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`, () => done());
    else if (process.connected) process.send(message, () => done());
    else done();
  });
}

/** Answers pings, and calls `onStop` at a `stop`. When the parent is gone, nobody waits for the result: the process ends. */
export function listenToParent(onStop: () => void): void {
  process.on('message', (message) => {
    const command = v.safeParse(trainingCommand, message);
    if (!command.success) process.stderr.write('training: a message from the parent was not understood\n');
    else if (command.output.kind === 'ping') void sendToParent({ kind: 'pong' });
    else onStop();
  });
  process.on('disconnect', () => process.exit(0));
}

import { deviceNames } from '../../../app/contract/deviceNames.ts';

/** The page that checks the machine. */
export const doctor = {
  title: 'Check this machine',
  description: 'What Maskwright found on this machine, and what would make it better.',
  checking: 'Checking…',
  again: 'Check again',
  copy: 'Copy the report',
  install: 'Install',
  installAgain: 'Install again',
  deviceNames,
  testSpeed: 'Test speed',
  testAll: 'Test all speeds',
  stopTest: 'Stop',
  testing: 'Training a small network for five seconds…',
  speed: (steps: string, cutOuts: string) => `${steps} training steps/s, ${cutOuts} cut-outs/s`,
  timesProcessor: (times: string) => `${times} times the processor`,
  speedFailed: (reason: string) => `The speed test failed: ${reason}`,
  states: { good: 'Good', limited: 'Limited', bad: 'Problem' },
  failed: 'The check could not run',
};

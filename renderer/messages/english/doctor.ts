/** The page that checks the machine. */
export const doctor = {
  title: 'Check this machine',
  description: 'What Maskwright found on this machine, and what would make it better.',
  checking: 'Checking…',
  again: 'Check again',
  copy: 'Copy the report',
  install: 'Install',
  installAgain: 'Install again',
  states: { good: 'Good', limited: 'Limited', bad: 'Problem' },
  failed: 'The check could not run',
};

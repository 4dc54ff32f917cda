/** Words that several parts of the window share. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  retry: 'Try again',
  copied: 'Copied to the clipboard.',
  copyFailed: 'The clipboard could not be used; select the text and copy it with Ctrl C.',
  remove: 'Remove',
  loading: 'Loading…',
  unknownError: 'Something went wrong inside the program; the log has the details.',
  justNow: 'just now',
  durations: {
    seconds: (seconds: number) => `${seconds} s`,
    minutes: (minutes: number) => `${minutes} min`,
    hours: (hours: number) => `${hours} h`,
  },
  images: (count: number, shown: string) => (count === 1 ? '1 image' : `${shown} images`),
  objects: (count: number, shown: string) => (count === 1 ? '1 object' : `${shown} objects`),
};

/** What people say of an image, and how far it is. */
export const review = {
  title: 'State of the image',
  short: 'State',
  states: {
    toDo: 'To do',
    inProgress: 'In progress',
    done: 'Done',
    needsReview: 'Needs review',
    accepted: 'Accepted',
    rejected: 'Rejected',
  },
  choices: {
    open: 'Open',
    done: 'Done',
    needsReview: 'Needs review',
    accepted: 'Accepted',
    rejected: 'Rejected',
  },
  hints: {
    open: 'To do, or in progress once it has objects',
    done: 'Everything is labelled; without objects it teaches that nothing is there',
    needsReview: 'Somebody should look at it again',
    accepted: 'Looked at again: everything is labelled, and rightly',
    rejected: 'Looked at again: not as it should be; it is left out of training and exports',
  },
  current: 'This is how it is now',
  setMany: 'Set state…',
  markDone: 'Mark done',
  actions: {
    done: 'Mark image as done, or open it again',
    needsReview: 'Ask for a review of the image, or open it again',
    accepted: 'Accept image, or open it again',
    rejected: 'Reject image, or open it again',
  },
  edits: {
    open: 'Open image again',
    done: 'Mark image done',
    needsReview: 'Ask for review',
    accepted: 'Accept image',
    rejected: 'Reject image',
  },
};

/** How people worked on objects, and what became of suggestions. */
export const workReport = {
  title: 'Work on this project',
  period: 'Period',
  periods: { today: 'Today', week: 'Last 7 days', all: 'All time' },
  measure: 'Measure working time',
  measureText: 'Times stay in the project and go nowhere else. Switching this off on this machine deletes nothing.',
  save: 'Save as CSV…',
  saveTitle: 'Folder for the report',
  saveConfirm: 'Save here',
  saved: (file: string) => `Saved ${file}.`,
  failed: 'The report could not be made',
  empty: {
    title: 'No work to report yet',
    text: 'Draw objects or decide on suggestions: how long each takes is measured while you do, and stands here.',
    label: 'Go to labelling',
  },
  nothing: 'Nobody has worked on objects in this time.',
  rate: 'Objects per hour',
  labelled: 'Objects labelled',
  active: 'Active time',
  activeText: 'From the first touch in the label view to the last edit. A pause counts for half a minute at most.',
  rateAt: (day: string, rate: string, objects: string, time: string) => `${day}: ${rate} an hour (${objects}, ${time})`,
  fates: {
    drawn: 'Drawn',
    untouched: 'Accepted untouched',
    corrected: 'Corrected',
    rejected: 'Rejected',
    imported: 'Imported, then edited',
  },
  times: {
    title: 'Median time of an object',
    text: 'Of objects that were measured from their first edit on. Below each time: how many there are in all.',
    label: 'Label',
    all: 'All labels',
    none: 'No object was measured.',
  },
  saving: {
    title: 'What the model saves',
    saved: (time: string) => `About ${time} saved`,
    lost: (time: string) => `About ${time} lost`,
    text: (accepted: string, drawing: string, spent: string) =>
      `To draw the ${accepted} accepted suggestions would have taken ${drawing}, at the median time of drawn objects of the same label. Accepting and correcting them, and rejecting others, took ${spent}.`,
    assumption: 'This assumes that they are as hard to draw as the objects that were drawn.',
    leftOut: (count: number, shown: string) =>
      count === 1
        ? 'One more has too few drawn objects of its label to compare with.'
        : `${shown} more have too few drawn objects of their label to compare with.`,
    none: (fewest: string) =>
      `To tell, there must be accepted suggestions of a label, and at least ${fewest} objects of it that were drawn.`,
  },
  models: {
    title: 'Suggestions by model',
    model: 'Model',
    decided: 'Decided',
    none: 'No suggestion has been decided.',
  },
};

import type { AttributeKind } from '../../../app/model/attributes.ts';
import type { DraftProblem } from '../../state/attributeDrafts.ts';

const kinds: { readonly [K in AttributeKind]: string } = {
  choice: 'Choice',
  yesNo: 'Yes or no',
  number: 'Number',
  text: 'Text',
};

const problems: { readonly [P in DraftProblem]: string } = {
  nameMissing: 'Give it a name.',
  nameTaken: 'There is another attribute of this name.',
  optionsMissing: 'Write at least one option, each on a line of its own.',
  noNumber: 'This is not a number.',
  ambiguous: 'This may be a thousand or one and a bit: write 1234 or 1.234.',
};

const objects = (count: number, shown: string) => (count === 1 ? '1 object' : `${shown} objects`);

/** What is known of objects and images beyond shape and label: attributes, groups, tags, comments. */
export const details = {
  gestures: {
    setValue: 'Set attribute',
    group: 'Group',
    ungroup: 'Ungroup',
    setTags: 'Change tags',
    addComment: 'Add comment',
    editComment: 'Edit comment',
    resolveComment: 'Resolve comment',
    reopenComment: 'Reopen comment',
    removeComment: 'Delete comment',
  },
  attributes: {
    title: (label: string) => `Attributes of ${label}`,
    description:
      'What objects of this label can be told apart by. Values that do not fit any more are removed, on all images.',
    kinds,
    problems,
    name: 'Name',
    kind: 'Kind',
    options: 'Options',
    optionsHint: 'Each on a line of its own',
    defaultValue: 'New objects have',
    none: 'Not set',
    yes: 'Yes',
    no: 'No',
    mixed: 'Several values',
    add: 'Add attribute',
    remove: (name: string) => `Remove attribute ${name}`,
    moveUp: (name: string) => `Move ${name} up`,
    moveDown: (name: string) => `Move ${name} down`,
    save: 'Save',
    saved: (label: string, count: number, shown: string) =>
      `Changed the attributes of ${label}${count === 0 ? '' : `; values changed on ${objects(count, shown)}`}.`,
  },
  groups: {
    title: 'Group',
    view: (number: number, count: number, shown: string) => `Group ${number}: ${objects(count, shown)}`,
    several: 'Several groups',
    group: 'Group objects',
    ungroup: 'Ungroup objects',
  },
  tags: {
    title: 'Tags',
    add: 'Add a tag',
    remove: (tag: string) => `Remove tag ${tag}`,
  },
  comments: {
    title: 'Comments',
    none: 'None yet: choose the comment tool and click on the image.',
    text: 'Comment',
    newText: 'What is to be said about this place?',
    save: 'Save',
    cancel: 'Cancel',
    edit: 'Edit comment',
    resolve: 'Mark as resolved',
    reopen: 'Open again',
    remove: 'Delete comment',
    show: 'Show on the image',
    resolved: 'Resolved',
    open: (count: number) => (count === 1 ? '1 open comment' : `${count} open comments`),
  },
};

/** The line below the top bar that leads a newcomer through the whole job. */
export const gettingStarted = {
  title: 'Getting started',
  dismiss: 'Put this guide away; the help menu brings it back',
  done: 'Done',
  finished: 'That is the whole job. Every further round makes the model better.',
  steps: {
    import: { name: 'Import images', hint: 'PNG, JPEG, WebP or TIFF, as files or as whole folders.' },
    label: { name: 'Label a few', hint: 'Mark every object on at least three images; ten are better.' },
    train: { name: 'Fine-tune', hint: 'One press; a few minutes on this machine are enough.' },
    predict: { name: 'Label the rest', hint: 'The model puts suggestions on images without objects.' },
    correct: { name: 'Correct', hint: 'A accepts a suggestion, R rejects it; redraw what is wrong.' },
    export: { name: 'Export', hint: 'One COCO file that other programs read, checked mask by mask.' },
  },
};

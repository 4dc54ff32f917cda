import { expect, test } from 'vitest';
import type { Job, JobResult, Refusal } from '../../../app/contract/jobs.ts';
import { refusalGroups, refusedText, resultLines, titleText, workText } from './jobText.ts';

const refusal = (item: string): Refusal => ({ item, reason: 'It is broken.' });

function said(result: JobResult): unknown {
  const groups = refusalGroups(result).map(({ title, refusals, isProblem }) => [title, refusals.length, isProblem]);
  return { lines: resultLines(result), groups, refused: refusedText(result) };
}

test('an import of annotations says what was new, what was there, what has no objects, and what it lacks', () => {
  const result: JobResult = {
    kind: 'importAnnotations',
    objects: 1200,
    images: 3,
    newLabels: ['crack', 'hole'],
    alreadyPresent: 1,
    negatives: 12,
    refused: [refusal('a.png'), { ...refusal('b.png'), objects: 1500 }],
    inPart: [{ ...refusal('cell: stage'), objects: 3 }, { ...refusal('annotation 7'), objects: 1 }, refusal('cell')],
    objectsInPart: 3,
  };
  expect(said({ ...result, refused: [], inPart: [], objectsInPart: 0 })).toMatchObject({ groups: [], refused: null });
  expect(said(result)).toEqual({
    lines: [
      '1,200 objects on 3 images imported.',
      '1 object was there already, with the same label and pixels.',
      '12 images are said to have no objects: they are marked done.',
      'New labels: crack, hole.',
    ],
    groups: [
      ['1,500 objects were left out', 1, true],
      ['1 entry was left out', 1, true],
      ['3 objects were taken with something left out', 2, true],
      ['1 category was taken with changes', 1, true],
    ],
    refused:
      '1,500 objects were left out, 1 entry was left out, 3 objects were taken with something left out, 1 category was taken with changes',
  });
});

test('duplicates are listed, but nothing is missing because of them', () => {
  const result: JobResult = { kind: 'importImages', imported: 0, duplicates: [refusal('a.png')], refused: [] };
  expect(said(result)).toEqual({
    lines: ['0 images imported.'],
    groups: [['1 is in the project already', 1, false]],
    refused: null,
  });
  expect(said({ ...result, refused: [refusal('b.png')] })).toMatchObject({
    groups: [
      ['1 image could not be taken', 1, true],
      ['1 is in the project already', 1, false],
    ],
  });
});

test('an export and a pre-annotation name what they left out', () => {
  const exported: JobResult = {
    kind: 'exportCoco',
    folder: '/e',
    file: '/e/annotations.json',
    images: 1,
    objects: 5,
    polygons: 2,
    points: 0,
    masks: 3,
    refused: [refusal('a.png, cell')],
  };
  const predicted: JobResult = {
    kind: 'predict',
    modelId: 'm',
    images: 2,
    suggestions: 9,
    accepted: true,
    refused: [refusal('c.png')],
  };
  expect([exported, predicted].map(refusedText)).toEqual(['1 object was left out', '1 could not be used']);
  expect(resultLines(predicted)).toEqual(['9 suggestions on 2 images.', 'All of them were accepted.']);
});

test('a training says why it ended', () => {
  const result: JobResult = {
    kind: 'train',
    runId: 'r',
    modelId: 'm',
    bestDice: 0.9,
    steps: 400,
    reason: 'converged',
    comparison: null,
    inUse: true,
  };
  expect(resultLines(result)).toContain('It ended early, because it did not get better any more.');
  const comparison = { previousModelId: 'p', previousDice: 0.9, newDice: 0.88, images: 5 };
  const dice = 'On the same 5 images: Dice 0.900 before, 0.880 now.';
  expect(resultLines({ ...result, comparison })[2]).toBe(dice);
  expect(resultLines({ ...result, comparison: { ...comparison, objects: { previous: 0.5, new: 0.6 } } })).toEqual(
    expect.arrayContaining([dice, 'Objects found with tight outlines, which decide: 0.500 before, 0.600 now.']),
  );
});

test('titles and what is at work are told as data and put in words here', () => {
  const search = {
    title: { kind: 'search', varied: 3 },
    detail: { kind: 'trial', number: 4, doing: { kind: 'learning', loss: 0.25, dice: 0.9 }, best: 0.875 },
  } as const;
  const scored = {
    title: { kind: 'scoreModels', models: 2, images: 10, set: 'test' },
    detail: 'Model 1: a.png',
  } as const;
  const said = [search, scored].map((job) => [titleText(job as unknown as Job), workText(job as unknown as Job)]);
  expect(said).toEqual([
    ['Search for better settings (3 varied)', 'Trial 4: loss 0.250, Dice 0.900 · best 0.875'],
    ['Score 2 models on 10 test images', 'Model 1: a.png'],
  ]);
});

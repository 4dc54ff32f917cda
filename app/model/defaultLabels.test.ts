import { expect, test } from 'vitest';
import { labelColours, nextLabelColour, nextLabelHotkey } from './defaultLabels.ts';

test('hands out every colour once, then again', () => {
  const labels: { colour: string }[] = [];
  for (let count = 0; count < 14; count++) labels.push({ colour: nextLabelColour(labels) });
  expect(labels.map(({ colour }) => colour)).toEqual([...labelColours, ...labelColours.slice(0, 2)]);
  expect(nextLabelColour([{ colour: '#FF6E3A' }, { colour: '#008DF9' }])).toBe(labelColours[2]);
});

test('hands out the digits that are free', () => {
  const taken = [...'124567890'].map((hotkey) => ({ hotkey }));
  expect([nextLabelHotkey([]), nextLabelHotkey(taken), nextLabelHotkey([...taken, { hotkey: '3' }])]).toEqual([
    '1',
    '3',
    null,
  ]);
});

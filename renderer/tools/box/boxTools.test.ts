import { expect, test } from 'vitest';
import { ellipseRing } from '../../../app/geometry/ellipse.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { drawn, drawnObject, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const far = annotationRecord('far', 'image', 'cell');

test('a drag draws a rectangle, which is then selected; undo takes it back and leaves the document as it was', () => {
  const studio = toolStudio('rectangle', [far], [label]);
  const before = studio.document();
  studio.drag([
    [20, 30],
    [40, 35],
    [80.456, 60],
  ]);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [20, 30, 80.46, 30, 80.46, 60, 20, 60])]);
  expect([studio.gestures, studio.selection(), studio.notices]).toEqual([['drawRectangle'], ['new-1'], []]);
  studio.undo();
  expect(studio.document()).toEqual(before);
});

test('Shift makes it a square and Alt begins at the centre, by the keys that are held when the button goes up', () => {
  const studio = toolStudio('rectangle', [], [label]);
  studio.down(100, 50);
  studio.move(110, 55, { shift: true, alt: true });
  studio.up(110, 55, { shift: true });
  studio.down(100, 50);
  studio.up(90, 52, { alt: true });
  expect(drawn(studio)).toEqual([
    drawnObject('new-1', [100, 50, 110, 50, 110, 60, 100, 60]),
    drawnObject('new-2', [90, 48, 110, 48, 110, 52, 90, 52]),
  ]);
});

test('the shape shows while it is dragged, cut at the border of the image as the object will be', () => {
  const studio = toolStudio('rectangle', [], [label]);
  studio.down(180, 80);
  expect([studio.node().busy, studio.node().overlay()]).toEqual([true, []]);
  studio.move(250, 130);
  const geometry = { kind: 'polygon', parts: [{ outline: [180, 80, 200, 80, 200, 100, 180, 100], holes: [] }] };
  expect(studio.node().overlay()).toEqual([{ kind: 'shape', geometry, colour: '#008df9' }]);
  studio.up(250, 130);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [180, 80, 200, 80, 200, 100, 180, 100])]);
});

test('Escape leaves: the tool waits for a press again and nothing is drawn', () => {
  const studio = toolStudio('ellipse', [far], [label]);
  const [start, before] = [studio.node(), studio.document()];
  expect(studio.key('cancel')).toBe(false);
  studio.down(20, 20);
  studio.move(60, 50);
  expect([studio.key('cancel'), studio.node() === start, studio.node().busy]).toEqual([true, true, false]);
  studio.up(60, 50);
  expect([studio.document() === before, studio.gestures, studio.notices]).toEqual([true, [], []]);
});

test('a click, a level drag and a drag outside of the image draw nothing and say why', () => {
  const studio = toolStudio('rectangle', [], [label]);
  studio.click(50, 50);
  studio.drag([
    [20, 20],
    [60, 20],
  ]);
  studio.drag([
    [220, 20],
    [260, 40],
  ]);
  expect([studio.gestures, studio.notices]).toEqual([[], ['dragToDraw', 'dragToDraw', 'outsideImage']]);
  const unlabelled = toolStudio('rectangle', [], []);
  unlabelled.down(20, 20);
  expect([unlabelled.notices, unlabelled.node().busy, unlabelled.node().hint()]).toEqual([
    ['labelMissing'],
    false,
    'labelMissing',
  ]);
});

test('an ellipse fills its box, with Shift a circle; another tool finishes what was dragged', () => {
  const studio = toolStudio('ellipse', [], [label]);
  studio.drag([
    [20, 30],
    [80, 60],
  ]);
  studio.down(100, 20);
  studio.move(120, 50, { shift: true });
  studio.choose('select');
  expect(drawn(studio)).toEqual([
    drawnObject('new-1', ellipseRing({ left: 20, top: 30, right: 80, bottom: 60 })),
    drawnObject('new-2', ellipseRing({ left: 100, top: 20, right: 130, bottom: 50 })),
  ]);
  expect(studio.gestures).toEqual(['drawEllipse', 'drawEllipse']);
});

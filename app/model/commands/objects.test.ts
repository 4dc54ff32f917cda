import { expect, test } from 'vitest';
import {
  annotation,
  documentWith,
  sampleImage,
  squarePolygon,
  suggestion,
} from '../../../tests/generators/documents.ts';
import type { MaskGeometry } from '../../geometry/geometry.ts';
import {
  addAnnotation,
  changeGeometry,
  changeLabel,
  duplicateAnnotations,
  moveAnnotations,
  removeAnnotations,
} from './objects.ts';

const now = 9000;
const square: MaskGeometry = { kind: 'mask', box: { x: 30, y: 20, width: 4, height: 4 }, counts: '0`0' };

test('adds what a person drew, cut at the border of the image', () => {
  const document = documentWith();
  expect(addAnnotation(document, { id: 'n', labelId: 'cell', geometry: squarePolygon(36, 0, 10), now })).toEqual([
    {
      table: 'annotations',
      before: null,
      after: {
        id: 'n',
        imageId: sampleImage.id,
        labelId: 'cell',
        geometry: { kind: 'polygon', parts: [{ outline: [36, 0, 40, 0, 40, 10, 36, 10], holes: [] }] },
        source: { kind: 'person' },
        score: null,
        status: 'accepted',
        isCrowd: false,
        attributes: {},
        groupId: null,
        createdAt: now,
        updatedAt: now,
      },
    },
  ]);
  expect(addAnnotation(document, { id: 'n', labelId: 'cell', geometry: squarePolygon(50, 0, 5), now })).toEqual([]);
});

test('a suggestion whose outline a person changes is accepted, and stays known as the model made it', () => {
  const before = suggestion('s', 0.7);
  const geometry = squarePolygon(3, 3, 5);
  expect(changeGeometry(documentWith(before), { id: 's', geometry, now })).toEqual([
    { table: 'annotations', before, after: { ...before, geometry, status: 'accepted', updatedAt: now } },
  ]);
});

test('an object without geometry is removed, an unchanged one is no edit, an unknown one is passed over', () => {
  const before = annotation('a');
  const document = documentWith(before);
  expect(changeGeometry(document, { id: 'a', geometry: null, now })).toEqual([
    { table: 'annotations', before, after: null },
  ]);
  expect(changeGeometry(document, { id: 'a', geometry: squarePolygon(100, 100, 5), now })).toEqual([
    { table: 'annotations', before, after: null },
  ]);
  expect(changeGeometry(document, { id: 'a', geometry: before.geometry, now })).toEqual([]);
  expect(removeAnnotations(document, { ids: ['gone', 'a'] })).toEqual([{ table: 'annotations', before, after: null }]);
});

test('moves objects together, in whole pixels with a mask among them, and no further than the border', () => {
  const [polygon, mask] = [annotation('p'), annotation('m', { geometry: square })];
  const geometries = (dx: number, dy: number, ...ids: string[]) =>
    moveAnnotations(documentWith(polygon, mask), { ids, dx, dy, now }).map(
      ({ after }) => after && 'geometry' in after && after.geometry,
    );
  expect(geometries(1.4, -0.6, 'p')).toEqual([squarePolygon(3.4, 1.4, 6)]);
  expect(geometries(1.4, -0.6, 'p', 'm')).toEqual([
    squarePolygon(3, 1, 6),
    { ...square, box: { ...square.box, x: 31, y: 19 } },
  ]);
  expect(geometries(100, 100, 'p', 'm')).toEqual([
    squarePolygon(8, 8, 6),
    { ...square, box: { ...square.box, x: 36, y: 26 } },
  ]);
  expect(geometries(-0.3, 0.3, 'm')).toEqual([]);
});

test('copies become objects of the person', () => {
  const before = { ...suggestion('s', 0.4), isCrowd: true };
  const args = { ids: ['s', 'gone'], newIds: ['copy', 'copy-2'], dx: 5, dy: 0, now };
  expect(duplicateAnnotations(documentWith(before), args)).toEqual([
    {
      table: 'annotations',
      before: null,
      after: annotation('copy', { geometry: squarePolygon(7, 2, 6), isCrowd: true, createdAt: now, updatedAt: now }),
    },
  ]);
});

test('changes the label of those that have another', () => {
  const [cell, debris] = [annotation('c'), annotation('d', { labelId: 'debris' })];
  expect(changeLabel(documentWith(cell, debris), { ids: ['c', 'd'], labelId: 'debris', now })).toEqual([
    { table: 'annotations', before: cell, after: { ...cell, labelId: 'debris', updatedAt: now } },
  ]);
});

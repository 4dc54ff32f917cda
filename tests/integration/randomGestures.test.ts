import fc from 'fast-check';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Geometry } from '../../app/geometry/geometry.ts';
import { maskFromPolygon } from '../../app/geometry/rasterise.ts';
import { checkDiff } from '../../app/model/invariants.ts';
import { createDocument, type LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from '../../main/store/projectStore.ts';
import { annotationRecord, imageRecord, labelRecord } from '../fixtures/records.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { toolStudio, type ToolStudio } from '../fixtures/toolStudio.ts';
import { toolIds } from '../../renderer/tools/tools.ts';
import { commandDiff, type GestureStep, gestureSequence } from '../generators/gestures.ts';

const sequences = 1000;
const labels = ['cell', 'crystal'].map((id) => labelRecord(id));
const image = imageRecord('image', { width: 200, height: 100 });
const patch = maskFromPolygon({ kind: 'polygon', parts: [{ outline: [50, 40, 110, 40, 80, 70], holes: [] }] }, image);
if (patch === null) throw new Error('The triangle covers pixels.');
const beginning: readonly AnnotationRecord[] = [
  annotationRecord('square', 'image', 'cell', {
    geometry: {
      kind: 'polygon',
      parts: [{ outline: [20, 20, 60, 20, 60, 60, 20, 60], holes: [[30, 30, 50, 30, 50, 50]] }],
    },
    createdAt: 1,
  }),
  annotationRecord('patch', 'image', 'crystal', { geometry: patch, createdAt: 2 }),
  annotationRecord('marks', 'image', 'cell', {
    geometry: { kind: 'points', points: [30, 80, 40, 90, 120, 20] },
    createdAt: 3,
  }),
];

/** The desk of one person: tools on a document, and the project that every edit goes to. */
class Desk {
  store: ProjectStore;
  studio: ToolStudio;
  readonly #folder: string;
  #crashes = 0;

  constructor(folder: string, annotations: readonly AnnotationRecord[]) {
    this.#folder = folder;
    this.store = createProjectStore(join(folder, 'project'), 'Gestures');
    this.store.images.add([image]);
    this.store.labels.add(labels);
    this.store.edits.commit(
      annotations.map((after) => ({ table: 'annotations', before: null, after })),
      'Begin',
    );
    this.studio = this.#freshStudio();
  }

  /** Takes everything of an earlier sequence back, and makes an edit with which what was undone is forgotten. */
  start(): void {
    while (this.store.edits.history().undo !== 'Begin') this.store.edits.undo();
    const before = this.store.images.get('image');
    const after = { ...before, displayWindow: { low: 0, high: (before.displayWindow?.high ?? 0) + 1 } };
    this.store.edits.commit([{ table: 'images', before, after }], 'Begin');
    this.studio = this.#freshStudio();
  }

  /** What lies on the disk when the process dies now is all that the next one finds. */
  crash(): void {
    this.studio.choose('select');
    const image = join(this.#folder, `crash ${++this.#crashes}`);
    mkdirSync(image);
    cpSync(this.store.folder, image, { recursive: true });
    this.store.close();
    this.store = openProjectStore(image);
    expect(shown(this.stored())).toEqual(shown(this.studio.document()));
  }

  step(direction: 'undo' | 'redo'): boolean {
    const edit = this.store.edits[direction]();
    if (edit !== null) this.studio.show(edit.diff);
    return edit !== null;
  }

  stored(): LabellingDocument {
    return createDocument(
      this.store.images.get('image'),
      this.store.annotations.ofImage('image'),
      this.store.labels.list(),
    );
  }

  #freshStudio(): ToolStudio {
    const studio = toolStudio(
      'select',
      this.store.annotations.ofImage('image'),
      labels,
      this.store.images.get('image'),
    );
    studio.onCommit = (gesture, diff) => {
      studio.nowMs += 1;
      if (diff.length === 0) return;
      expect(checkDiff(diff)).toBeNull();
      this.store.edits.commit(diff, gesture);
    };
    return studio;
  }
}

const shown = ({ annotations, image: record }: LabellingDocument): unknown => ({
  record,
  annotations: [...annotations.values()],
});

type Step<K extends GestureStep['kind']> = Extract<GestureStep, { kind: K }>;
const perform: { readonly [K in GestureStep['kind']]: (desk: Desk, step: Step<K>) => void } = {
  choose: ({ studio }, { tool }) => studio.choose(tool),
  drag: ({ studio }, { places, held }) => studio.drag(places, held),
  clicks: ({ studio }, { places, held }) => places.forEach(([x, y]) => studio.click(x, y, held)),
  doubleClick: ({ studio }, { place: [x, y] }) => {
    studio.click(x, y);
    studio.click(x, y, { clicks: 2 });
  },
  brokenDrag: ({ studio }, { places, key }) => {
    const [[x, y] = [0, 0], ...others] = places;
    studio.down(x, y);
    others.forEach(([toX, toY], index) => {
      if (index === 1) studio.key(key);
      studio.move(toX, toY);
    });
    studio.up(...(places.at(-1) ?? [0, 0]));
  },
  leftDrag: ({ studio }, { places: [[x, y], to], tool }) => {
    studio.down(x, y);
    studio.move(...to);
    studio.choose(tool);
    studio.up(...to);
  },
  handle: ({ studio }, { from, nth, places, held }) => {
    studio.choose('select');
    select(studio, { from, count: 1 });
    const [id = ''] = studio.selection();
    const handles = handlesOf(studio.document().annotations.get(id)?.geometry);
    const handle = handles[nth % Math.max(handles.length, 1)];
    if (handle !== undefined) studio.drag([handle, ...places], held);
  },
  key: ({ studio }, { key }) => void studio.key(key),
  select: ({ studio }, choice) => {
    studio.choose('select');
    select(studio, choice);
  },
  command: ({ studio }, { name, ...choice }) => {
    if (studio.node().busy) return;
    select(studio, choice);
    let made = 0;
    const newId = () => `made-${studio.nowMs}-${made++}`;
    const args = { ids: studio.selection(), now: studio.nowMs, newId, labelIds: labels.map(({ id }) => id) };
    const diff = commandDiff(name, studio.document(), args);
    studio.show(diff);
    studio.onCommit(name, diff);
  },
  settings: ({ studio }, { brushDiameterPx, holeMode, smoothingPx }) =>
    void Object.assign(studio, { brushDiameterPx, holeMode, smoothingPx }),
  undo: (desk) => {
    if (!desk.studio.key('undo') && !desk.studio.node().busy && desk.store.edits.history().undo !== 'Begin')
      desk.step('undo');
  },
  redo: (desk) => {
    if (!desk.studio.key('redo') && !desk.studio.node().busy) desk.step('redo');
  },
  crash: (desk) => desk.crash(),
};

/** Where the select tool takes hold of the only selected object. */
function handlesOf(geometry: Geometry | undefined): (readonly [number, number])[] {
  if (geometry === undefined || geometry.kind === 'mask') return [];
  const rings =
    geometry.kind === 'points'
      ? [geometry.points]
      : geometry.parts.flatMap(({ outline, holes }) => [outline, ...holes]);
  return rings.flatMap((ring) =>
    Array.from({ length: ring.length / 2 }, (_, index) => [ring[2 * index] ?? 0, ring[2 * index + 1] ?? 0] as const),
  );
}

function select(studio: ToolStudio, { from, count }: { readonly from: number; readonly count: number }): void {
  const ids = [...studio.document().annotations.keys()];
  const first = from % Math.max(ids.length, 1);
  studio.select(...ids.slice(first, first + count));
}

test(
  'a thousand random sequences of gestures, with crashes in between, are undone to the beginning and redone to the end',
  { timeout: 600_000 },
  () => {
    const desk = new Desk(temporaryFolder(), beginning);
    let gestures = 0;
    fc.assert(
      fc.property(gestureSequence, (sequence) => {
        desk.start();
        const start = shown(desk.studio.document());
        for (const step of sequence) (perform[step.kind] as (desk: Desk, step: GestureStep) => void)(desk, step);
        desk.studio.choose('select');
        const end = shown(desk.studio.document());
        expect(shown(desk.stored())).toEqual(end);
        let steps = 0;
        while (desk.store.edits.history().undo !== 'Begin') steps += Number(desk.step('undo'));
        expect(shown(desk.studio.document())).toEqual(start);
        for (; steps > 0; steps--) desk.step('redo');
        expect(shown(desk.studio.document())).toEqual(end);
        expect(shown(desk.stored())).toEqual(end);
        gestures += desk.studio.gestures.length;
      }),
      { numRuns: sequences },
    );
    desk.store.close();
    // Sequences that change nothing would prove nothing.
    expect(gestures).toBeGreaterThan(2 * sequences);
  },
);

const path = fc.array(fc.tuple(fc.integer({ min: -10, max: 210 }), fc.integer({ min: -10, max: 110 })), {
  minLength: 1,
  maxLength: 6,
});
/** Something under way when Escape comes: after clicks, or from a vertex or point of the selected object. */
const begun = fc.record({
  tool: fc.constantFrom(...toolIds),
  object: fc.constantFrom(...beginning),
  clicks: fc.option(path, { nil: [] }),
  nth: fc.option(fc.nat(6)),
  drag: path,
  shift: fc.boolean(),
});

test('Escape returns every gesture of every tool to where it began', () => {
  fc.assert(
    fc.property(begun, ({ tool, object, clicks, nth, drag, shift }) => {
      const studio = toolStudio(tool, beginning, labels);
      studio.select(object.id);
      for (const [x, y] of clicks) studio.click(x, y, { shift });
      while (studio.node().busy && studio.key('cancel'));
      const start = shown(studio.document());
      const handles = nth === null ? [] : handlesOf(object.geometry).slice(nth, nth + 1);
      [...handles, ...drag].forEach(([x, y], index) =>
        index === 0 ? studio.down(x, y, { shift }) : studio.move(x, y, { shift }),
      );
      for (let presses = 0; studio.node().busy && presses < 20; presses++) studio.key('cancel');
      expect(studio.node().busy).toBe(false);
      expect(shown(studio.document())).toEqual(start);
    }),
    { numRuns: 2000 },
  );
});

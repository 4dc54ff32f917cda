/** What can be shown on the canvas beside the image and its objects. */
export const canvasAidNames = ['minimap', 'rulers', 'crosshair', 'pixelGrid', 'scaleBar'] as const;
export type CanvasAid = (typeof canvasAidNames)[number];

export const rulerUnits = ['pixels', 'lengths'] as const;
export type RulerUnit = (typeof rulerUnits)[number];

const shownKey = 'maskwright.canvasAids';
const unitKey = 'maskwright.rulerUnit';
const shownAtFirst: readonly CanvasAid[] = ['minimap'];

/** Which aids are shown, and what rulers count; kept on this machine. */
export class CanvasAids {
  #shown = $state.raw<ReadonlySet<CanvasAid>>(readShown());
  #rulerUnit = $state<RulerUnit>(rulerUnits.find((unit) => unit === localStorage.getItem(unitKey)) ?? 'pixels');

  /** What rulers count where the size of a pixel is known; elsewhere it is pixels. */
  get rulerUnit(): RulerUnit {
    return this.#rulerUnit;
  }

  set rulerUnit(unit: RulerUnit) {
    this.#rulerUnit = unit;
    localStorage.setItem(unitKey, unit);
  }

  isShown(aid: CanvasAid): boolean {
    return this.#shown.has(aid);
  }

  toggle(aid: CanvasAid): void {
    const isShown = this.#shown.has(aid);
    this.#shown = new Set(canvasAidNames.filter((name) => (name === aid ? !isShown : this.#shown.has(name))));
    localStorage.setItem(shownKey, [...this.#shown].join(' '));
  }

  toggleRulerUnit(): void {
    this.rulerUnit = this.#rulerUnit === 'pixels' ? 'lengths' : 'pixels';
  }
}

function readShown(): ReadonlySet<CanvasAid> {
  const stored = localStorage.getItem(shownKey);
  if (stored === null) return new Set(shownAtFirst);
  const words = new Set(stored.split(' '));
  return new Set(canvasAidNames.filter((name) => words.has(name)));
}

export const canvasAids = new CanvasAids();

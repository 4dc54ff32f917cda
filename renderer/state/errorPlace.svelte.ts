import { tick } from 'svelte';
import { geometryBox } from '../../app/geometry/measure.ts';
import type { PixelBox } from '../../app/geometry/geometry.ts';
import { isArea } from '../../app/model/areas.ts';
import type { ImageId, LabelId } from '../../app/model/records.ts';
import { openImage } from './openImage.svelte.ts';
import { session } from './session.svelte.ts';
import { viewport } from './viewport.svelte.ts';

interface Place {
  readonly imageId: ImageId;
  readonly box: PixelBox;
  /** What is wrong there. */
  readonly text: string;
}

/** The place of a model's error, marked on the image until the person does something there. */
class ErrorPlace {
  shown = $state.raw<Place | null>(null);

  /** Opens the image on the label page, fitted to the place; selects the true object of `labelId` there, if any. */
  async show(place: Place, labelId: LabelId | null): Promise<void> {
    session.view = 'label';
    await tick();
    await openImage.open(place.imageId);
    if (openImage.document?.image.id !== place.imageId) return;
    await canvasHasSize();
    viewport.fitBox(place.box);
    const object = labelId === null ? null : objectAt(place.box, labelId);
    openImage.select(object === null ? [] : [object]);
    this.shown = place;
  }

  hide(): void {
    this.shown = null;
  }
}

export const errorPlace = new ErrorPlace();

/** The canvas is measured a frame or two after the page has come. */
async function canvasHasSize(): Promise<void> {
  for (let frame = 0; frame < 30 && (frame < 2 || viewport.size.width === 0); frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** The accepted object of this label whose box agrees best. */
function objectAt(box: PixelBox, labelId: LabelId): string | null {
  let best: { id: string; agreement: number } | null = null;
  for (const annotation of openImage.document?.annotations.values() ?? []) {
    if (annotation.labelId !== labelId || annotation.status !== 'accepted' || !isArea(annotation)) continue;
    const agreement = boxAgreement(geometryBox(annotation.geometry), box);
    if (agreement > (best?.agreement ?? 0)) best = { id: annotation.id, agreement };
  }
  return best?.id ?? null;
}

function boxAgreement(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

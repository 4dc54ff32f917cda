import { dirname, extname } from 'node:path';
import type { Refusal } from '../../app/contract/jobs.ts';
import type { FoundImage } from './findImages.ts';

/**
 * Sets of images often keep the mask of `a.jpg` beside it as `a.png`. Where every PNG of a folder has such a partner,
 * the PNGs are taken for masks: they are listed, with the way to have them after all, instead of becoming images.
 */
export function setMasksAside(found: readonly FoundImage[]): { images: readonly FoundImage[]; masks: Refusal[] } {
  const photographs = new Map(found.filter(isJpeg).map((image) => [stemOf(image), image]));
  const masksByFolder = Map.groupBy(
    found.filter((image) => isPng(image) && !image.isChosen),
    ({ file }) => dirname(file),
  );
  const masks = [...masksByFolder.values()].filter((pngs) => pngs.every((png) => photographs.has(stemOf(png)))).flat();
  const aside = new Set(masks);
  return {
    images: found.filter((image) => !aside.has(image)),
    masks: masks.map((mask) => ({
      item: mask.name,
      reason: { kind: 'maskOfImage', image: photographs.get(stemOf(mask))?.name ?? '' },
    })),
  };
}

const isJpeg = ({ file }: FoundImage): boolean => /\.jpe?g$/i.test(file);
const isPng = ({ file }: FoundImage): boolean => /\.png$/i.test(file);
const stemOf = ({ file }: FoundImage): string => file.slice(0, -extname(file).length);

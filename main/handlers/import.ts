import { resolve } from 'node:path';
import { startImportCoco } from '../jobs/importCoco.ts';
import { startImportImages } from '../jobs/importImages.ts';
import { startImportMasks } from '../jobs/importMasks.ts';
import { os } from './implementer.ts';

export const importHandlers = {
  images: os.import.images.handler(({ context, input: { paths, copy, split } }) =>
    startImportImages(context, context.projects.required(), { paths, copy, split: split ?? null }),
  ),
  coco: os.import.coco.handler(({ context, input }) =>
    startImportCoco(context, context.projects.required(), resolve(input.file)),
  ),
  masks: os.import.masks.handler(({ context, input }) =>
    startImportMasks(context, context.projects.required(), {
      folder: resolve(input.folder),
      label: input.label ?? null,
      labels: input.labels ?? {},
      threshold: input.threshold ?? null,
      invert: input.invert,
      ids: input.ids,
    }),
  ),
};

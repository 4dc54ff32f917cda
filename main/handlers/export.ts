import { constants } from 'node:fs';
import { access, copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import { refuseProjectFolder, startExportCoco } from '../jobs/exportCoco.ts';
import { stageFolder } from '../jobs/stagedFolder.ts';
import { os } from './implementer.ts';

export const exportHandlers = {
  coco: os.export.coco.handler(({ context, input }) =>
    startExportCoco(context, context.projects.required(), {
      folder: resolve(input.folder),
      copyImages: input.copyImages,
    }),
  ),
  model: os.export.model.handler(async ({ context, input }) => {
    const project = context.projects.required();
    const folder = resolve(input.folder);
    refuseProjectFolder(project, folder);
    const model = project.models.get(input.modelId);
    const staged = await stageFolder(folder);
    try {
      for (const file of ['model.onnx', 'card.json']) {
        const source = join(model.folder, file);
        await access(source, constants.R_OK).catch((cause: unknown) => {
          throw new AppError('NO_MODEL', `The model "${model.name}" has lost its file "${source}".`, cause);
        });
        await staged.write(() => copyFile(source, join(staged.path, file)));
      }
      await staged.publish('model.onnx');
    } finally {
      await staged.discard();
    }
    return { folder };
  }),
};

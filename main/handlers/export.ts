import { resolve } from 'node:path';
import { pythonSnippet, typescriptSnippet } from '../../app/deployment/snippets.ts';
import { discardPrepared, keepPrepared } from '../deployment/preparedExports.ts';
import { startExportCoco } from '../jobs/exportCoco.ts';
import { startExportModelJob } from '../jobs/exportModel.ts';
import { os } from './implementer.ts';

export const exportHandlers = {
  coco: os.export.coco.handler(({ context, input }) =>
    startExportCoco(context, context.projects.required(), {
      folder: resolve(input.folder),
      copyImages: input.copyImages,
    }),
  ),

  model: os.export.model.handler(({ context, input }) => {
    const project = context.projects.required();
    return startExportModelJob(context, project, project.models.get(input.modelId), input.form);
  }),

  keepModel: os.export.keepModel.handler(async ({ context, input }) => {
    const folder = resolve(input.folder);
    const card = await keepPrepared(context.projects.required(), input.exportId, folder);
    return { folder, snippets: { python: pythonSnippet(card), typescript: typescriptSnippet(card) } };
  }),

  discardModel: os.export.discardModel.handler(async ({ context, input }) => {
    await discardPrepared(context.projects.required(), input.exportId);
    return null;
  }),
};

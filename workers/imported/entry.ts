import { AppError } from '../../app/contract/errors.ts';
import { importRequest, type ImportReply, type ImportRequest } from '../../app/contract/importMessages.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { serveRequests } from '../process/serveRequests.ts';
import { copyModel } from './copyModel.ts';
import { inspectModel } from './inspectModel.ts';

/**
 * The import worker: looks at models of other programs, one request after the other. What a hostile file does to memory
 * or time, it does to this process alone.
 */
serveRequests<ImportRequest, ImportReply>({
  name: 'import-worker',
  request: importRequest,
  concurrent: false,
  fault: 'Reading the model failed inside the program; the log has the details.',
  handlers: {
    inspect: async ({ id, config, project }) => {
      const { fromModel, ...others } = parseTrainConfig(config);
      if (fromModel === null) throw new AppError('INVALID_INPUT', 'There is no model to look at.');
      return { kind: 'inspected', id, model: await inspectModel({ ...others, fromModel }, project) };
    },
    copy: async ({ id, config, folder }) => {
      return { kind: 'copied', id, ...(await copyModel(parseTrainConfig(config), folder)) };
    },
  },
});

import { cutOutRequest, type CutOutReply, type CutOutRequest } from '../../app/contract/cutOutMessages.ts';
import { serveRequests } from '../process/serveRequests.ts';
import { drawCutOuts } from './drawCutOuts.ts';

/** The cut-out worker: draws what a training would learn from, before it starts. */
serveRequests<CutOutRequest, CutOutReply>({
  name: 'cut-out-worker',
  request: cutOutRequest,
  concurrent: false,
  fault: 'Drawing the cut-outs failed inside the program; the log has the details.',
  handlers: {
    draw: async ({ id, folder, count }) => ({ kind: 'drawn', id, files: await drawCutOuts(folder, count) }),
  },
});

import {
  deploymentRequest,
  type DeploymentReply,
  type DeploymentRequest,
} from '../../app/contract/deploymentMessages.ts';
import { serveRequests } from '../process/serveRequests.ts';
import { convertModel } from './convertModel.ts';

/** The deployment worker: puts models into other forms, one after the other. */
serveRequests<DeploymentRequest, DeploymentReply>({
  name: 'deployment-worker',
  request: deploymentRequest,
  concurrent: false,
  fault: 'Converting the model failed inside the program; the log has the details.',
  handlers: {
    convert: async ({ id, ...order }, send) => {
      const model = await convertModel(order, (done) => send({ kind: 'measured', id, done }));
      return { kind: 'converted', id, model };
    },
  },
});

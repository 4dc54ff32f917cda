import type { Device } from '../../app/contract/workerMessages.ts';
import { buildForwardGraph, mapsOutputName, modelInputName, modelOutputName } from '../architectures/forwardGraph.ts';
import type { NetworkWeights } from '../architectures/trainableNetwork.ts';
import { SemanticNetwork } from '../inference/segmenter.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { inWebgpuForm } from '../onnx/webgpu/webgpuForm.ts';
import type { ResultContext } from './writeResult.ts';

/** The network of a run with these weights, as it will predict; to be released. */
export async function openForward(
  { network, normalisation, config }: ResultContext,
  weights: NetworkWeights,
  trainedOn: Device,
): Promise<SemanticNetwork> {
  const graph = buildForwardGraph(network, weights);
  // tfjs opens no model files: what it trains is tried on the processor, by what people will run it with.
  const device = trainedOn === 'tfjs' ? 'cpu' : trainedOn;
  const model = writeModel(device === 'webgpu' ? inWebgpuForm(graph) : graph);
  const session = await openSession(model, { device, threads: config.threads });
  return new SemanticNetwork(session, {
    inputName: modelInputName,
    outputName: modelOutputName,
    mapsName: network.maps.length === 0 ? null : mapsOutputName,
    separation: config.separation,
    multipleOf: network.multipleOf,
    onlySize: network.onlySize,
    tileSize: config.patchSize,
    intensities: config.intensities,
    normalisation,
  });
}

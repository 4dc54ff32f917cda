import { AppError } from '../../app/contract/errors.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { NoGradient } from '../autodiff/gradientRule.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { nodeError, type ForeignModel, type ForeignNode } from './foreignModel.ts';
import type { ImportedNetwork, TracedScope } from './importedNetwork.ts';

/**
 * Builds the gradients of the network once for nothing. Throws `FILE_UNSUPPORTED`, naming operator and node of the file,
 * where one of its operators has none on a way that needs one; frozen parts need none.
 */
export function requireGradients(model: ForeignModel, network: ImportedNetwork, patchSize: number): void {
  const builder = new GraphBuilder();
  const makers = new Map<Value, ForeignNode>();
  const image = builder.input('image', [1, network.channels, patchSize, patchSize]);
  const parameters: Value[] = [];
  const scope: TracedScope = {
    builder,
    phase: 'training',
    device: 'cpu',
    parameter: ({ name, shape }) => {
      parameters.push(builder.input(name, shape));
      return name;
    },
    buffer: ({ name, shape }) => builder.input(name, shape),
    dropChannels: (x) => x,
    isHeld: () => false,
    replaceBuffer: () => undefined,
    trace: (made, node) => void makers.set(made, node),
  };
  const build = (): void => {
    const logits = network.build(scope, image);
    requireMap(model, network, builder.shape(logits), patchSize);
    const loss = builder.add('ReduceSum', [logits, builder.integers([0, 1, 2, 3])], { keepdims: 0 });
    addGradients(builder, loss, parameters, 'cpu');
  };
  try {
    build();
  } catch (error) {
    if (error instanceof AppError || !(error instanceof TypeError || error instanceof RangeError)) throw error;
    const node = error instanceof NoGradient ? makers.get(error.output) : undefined;
    if (node === undefined || !(error instanceof NoGradient)) {
      throw new AppError('FILE_UNSUPPORTED', `${model.file} cannot be trained: ${error.message}`, error);
    }
    const hint = 'freeze the layers before it, or cut the network before it';
    throw nodeError(model.file, node, `has no gradient (${error.reason}): ${hint}`, error);
  }
}

function requireMap(
  model: ForeignModel,
  { classes, maps }: ImportedNetwork,
  shape: readonly number[],
  patchSize: number,
): void {
  if (shape.join() === [1, classes + maps.length, patchSize, patchSize].join()) return;
  const found = `makes ${shape.join(' x ')} of an image of ${patchSize} x ${patchSize} pixels`;
  throw new AppError('FILE_UNSUPPORTED', `${model.file} ${found}, which is no map of the image.`);
}

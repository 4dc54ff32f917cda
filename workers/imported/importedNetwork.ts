import { importedArchitecture } from '../../app/training/importFields.ts';
import { modelInputName, modelOutputName } from '../architectures/forwardGraph.ts';
import type { NetworkScope, ParameterSpec, TensorSpec, TrainableNetwork } from '../architectures/trainableNetwork.ts';
import type { Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { ForeignModel, ForeignNode } from './foreignModel.ts';
import { sizesTaken } from './imageSizes.ts';
import { planImport, type ImportPlan, type ImportSettings } from './importPlan.ts';
import { valueOfKnown, type Element } from './knownValues.ts';
import { shapeAt } from './networkParts.ts';
import { replay } from './replay.ts';
import { requireGradients } from './requireGradients.ts';

export interface ImportedNetwork extends TrainableNetwork {
  readonly plan: ImportPlan;
}

/**
 * A network from a model file, for this project's labels: its own weights to begin with, and where it is cut a new head,
 * a 1x1 convolution and bilinear resizing to the image's size. Throws an `AppError` naming file, node and operator
 * before anything is trained: for operators that are not known, do not take the size of cut-outs, or have no gradient.
 */
export function importNetwork(model: ForeignModel, settings: ImportSettings): ImportedNetwork {
  const plan = planImport(model, settings);
  const network = networkOf(model, settings, plan, true);
  requireGradients(model, network, settings.patchSize);
  const multipleOf = sizesTaken(network, settings.patchSize);
  if (multipleOf !== null) return { ...network, multipleOf };
  const sizes = { multipleOf: settings.patchSize, onlySize: settings.patchSize };
  return { ...networkOf(model, settings, plan, false), ...sizes };
}

/** While looking for trouble it is of interest which node of the file made a value. */
export type TracedScope = NetworkScope & { readonly trace?: (made: Value, node: ForeignNode) => void };

/** `takesAnySize`: the finished network works out at every run what follows from the image's size. */
function networkOf(
  model: ForeignModel,
  settings: ImportSettings,
  plan: ImportPlan,
  takesAnySize: boolean,
): ImportedNetwork {
  const named = nameOnce([modelInputName, modelOutputName]);
  const parameters = plan.learnt.map(({ name, tensor, isKernel }) => {
    return { source: name, spec: { ...tensorSpec(named(name), tensor), decays: isKernel } };
  });
  const buffers = plan.advancing.flatMap(runningAverages).map((name) => {
    return { source: name, spec: tensorSpec(named(name), model.tensors.get(name) as Tensor) };
  });
  const specNames = new Map(parameters.map(({ source, spec }) => [source, spec.name]));
  const bufferNames = new Map(buffers.map(({ source, spec }) => [source, spec.name]));
  const head = plan.head === 'own' ? [] : headSpecs(model, settings, plan, named);

  const build = (scope: TracedScope, image: Value): Value => {
    const { builder, device, trace, phase } = scope;
    const tensors = new Map([
      ...parameters.map(({ source, spec }) => [source, scope.parameter(spec)] as const),
      ...buffers.map(({ source, spec }) => [source, scope.buffer(spec)] as const),
    ]);
    const headValues = head.map((spec) => scope.parameter(spec));
    const keepsSizesFree = phase === 'inference' && takesAnySize;
    const features = replay(model, plan.target, {
      builder,
      image,
      device,
      tensors,
      keepsSizesFree,
      advance: (node) => {
        const isHeld = scope.isHeld(specNames.get(node.inputs[1] ?? '') ?? '');
        if (phase === 'inference' || isHeld || !plan.advancing.includes(node)) return null;
        const [mean, variance] = runningAverages(node).map((name) => bufferNames.get(name) ?? '');
        return (running) => {
          scope.replaceBuffer(mean ?? '', running.mean);
          scope.replaceBuffer(variance ?? '', running.variance);
        };
      },
      ...(trace === undefined ? {} : { trace }),
    });
    const logits = head.length === 0 ? features : builder.add('Conv', [features, ...headValues], pointwise);
    return resizedToImage(builder, logits, image, keepsSizesFree);
  };
  return {
    name: importedArchitecture,
    channels: plan.channels,
    classes: settings.classes,
    maps: settings.maps,
    multipleOf: 1,
    parameters: [...parameters.map(({ spec }) => spec), ...head],
    buffers: buffers.map(({ spec }) => spec),
    held: plan.frozen.flatMap(({ name }) => specNames.get(name) ?? []),
    plan,
    build,
  };
}

function runningAverages({ inputs }: ForeignNode): readonly string[] {
  return [inputs[3] ?? '', inputs[4] ?? ''];
}

/** Gives each name once; others get a number. */
function nameOnce(reserved: readonly string[]): (name: string) => string {
  const taken = new Set(reserved);
  return (name) => {
    let own = name;
    for (let i = 2; taken.has(own); i++) own = `${name}.${i}`;
    taken.add(own);
    return own;
  };
}

function tensorSpec(name: string, { shape, data }: Tensor): TensorSpec {
  return { name, shape, initialisation: { kind: 'values', values: data as Float32Array } };
}

const pointwise = { kernel_shape: [1, 1], pads: [0, 0, 0, 0], strides: [1, 1] };

/** Starts near zero, so that the first probabilities are even and the first loss is that of guessing. */
function headSpecs(
  model: ForeignModel,
  { classes, maps, patchSize }: ImportSettings,
  { target }: ImportPlan,
  named: (name: string) => string,
): readonly ParameterSpec[] {
  const channels = shapeAt(model, target, { samples: 1, height: patchSize, width: patchSize })[1] ?? 0;
  const outputs = classes + maps.length;
  const kernel = {
    name: named('head.weight'),
    shape: [outputs, channels, 1, 1],
    initialisation: { kind: 'normal', deviation: 0.1 / Math.sqrt(channels) },
  } as const;
  const bias = { name: named('head.bias'), shape: [outputs], initialisation: { kind: 'zeros' } } as const;
  return [
    { ...kernel, decays: true },
    { ...bias, decays: false },
  ];
}

/** Bilinear, with pixels counted by their centres; nothing where the logits have the image's size already. */
function resizedToImage(builder: GraphBuilder, logits: Value, image: Value, keepsSizesFree: boolean): Value {
  const [shape, wanted] = [builder.shape(logits), builder.shape(image)];
  if (shape.slice(2).join() === wanted.slice(2).join()) return logits;
  const sizes = [logits, logits, image, image].map((of, axis): Element => {
    const value = builder.shape(of)[axis] ?? 1;
    return { value, formula: keepsSizesFree ? { kind: 'dimension', of, axis } : null };
  });
  const list = valueOfKnown(builder, { dataType: 'int64', shape: [4], elements: sizes });
  return builder.add('Resize', [logits, '', '', list], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
    nearest_mode: 'floor',
  });
}

import { AppError } from '../../app/contract/errors.ts';
import { elementCount } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { elementwiseTranslations } from './elementwiseTranslations.ts';
import { foldOf } from './foldedNodes.ts';
import type { ForeignModel, ForeignNode } from './foreignModel.ts';
import { SizeLost, type KnownTensor } from './knownValues.ts';
import { layoutTranslations } from './layoutTranslations.ts';
import { matrixTranslations } from './matrixTranslations.ts';
import { NodeContext, valueOfEntry, type Entry, type ReplayScope, type Translations } from './nodeContext.ts';
import { normalisationTranslations } from './normalisationTranslations.ts';
import { reductionTranslations } from './reductionTranslations.ts';
import { resizeTranslations } from './resizeTranslations.ts';
import { windowTranslations } from './windowTranslations.ts';

/** How each operator of operator sets 9 to 21 is made of those that the internal form has, by families. */
const translations: Translations = {
  ...elementwiseTranslations,
  ...layoutTranslations,
  ...matrixTranslations,
  ...normalisationTranslations,
  ...reductionTranslations,
  ...resizeTranslations,
  ...windowTranslations,
};

/** A tensor of more numbers than this is a mistake in the file or an attack. */
const largestTensor = 2 ** 31;

/**
 * Builds what leads to the value `target` of a file in the graph of `scope` and returns it there. Sizes are worked out
 * for the scope's image, whatever the file was made for. Throws `FILE_UNSUPPORTED` naming file, operator and node;
 * `SizeLost` where sizes were to stay free and cannot.
 */
export function replay(model: ForeignModel, target: string, scope: ReplayScope): Value {
  const entries = new Map<string, Entry>([[model.input.name, { kind: 'value', value: scope.image }]]);
  const find = (name: string): Entry | undefined => {
    const learnt = scope.tensors.get(name);
    if (learnt !== undefined) return { kind: 'value', value: learnt };
    const tensor = model.tensors.get(name);
    return tensor === undefined ? entries.get(name) : { kind: 'tensor', tensor };
  };
  for (const node of nodesBehind(model, target)) {
    const inputs = node.inputs.map((input) =>
      input === '' ? undefined : requireEntry(model, node, input, find(input)),
    );
    const outputs = replayNode(new NodeContext(model, node, inputs, scope));
    for (const [i, output] of node.outputs.entries()) {
      const entry = outputs[i];
      if (entry !== undefined) entries.set(output, entry);
    }
  }
  const found = find(target);
  if (found === undefined) throw new AppError('INVALID_INPUT', `${model.file} has no tensor named ${target}.`);
  return valueOfEntry(scope.builder, found);
}

function requireEntry(model: ForeignModel, node: ForeignNode, name: string, entry: Entry | undefined): Entry {
  if (entry !== undefined) return entry;
  const maker = model.nodes.find(({ outputs }) => outputs.includes(name));
  const made = `${maker?.operator ?? 'nothing'} (node ${maker?.name ?? ''})`;
  const sentence = `${node.operator} (node ${node.name}) uses ${name}, an output of ${made} that is not supported.`;
  throw new AppError('FILE_UNSUPPORTED', `${model.file}: ${sentence}`);
}

/** The nodes that `target` depends on, in their order. */
export function nodesBehind(model: ForeignModel, target: string): readonly ForeignNode[] {
  const needed = new Set([target]);
  const behind = model.nodes.toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  });
  return behind.reverse();
}

function replayNode(context: NodeContext): readonly Entry[] {
  try {
    const known = knownResult(context);
    const outputs = known === undefined ? translate(context) : [{ kind: 'known' as const, known }];
    context.attributes.finish();
    return outputs;
  } catch (error) {
    if (error instanceof AppError || error instanceof SizeLost) throw error;
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    const reason = error.message.replace(/\.$/, '');
    return context.refuse(`does not fit its inputs: ${reason}${hintOnSize(context)}`, error);
  }
}

/** A file for one size of images may not take another. */
function hintOnSize({ model, builder, scope }: NodeContext): string {
  const inFile = model.input.shape.slice(2);
  const now = builder.shape(scope.image).slice(2);
  if (inFile.join() === now.join() || !inFile.every((size) => typeof size === 'number')) return '';
  return ` (for images of ${now.join(' x ')} pixels; the file was made for ${inFile.join(' x ')}: try that "patchSize")`;
}

function translate(context: NodeContext): readonly Entry[] {
  const { builder, node, scope } = context;
  const translation = Object.hasOwn(translations, node.operator) ? translations[node.operator] : undefined;
  if (translation === undefined) return context.refuse('is not supported');
  const before = builder.nodes.length;
  const outputs = translation(context);
  for (const made of builder.nodes.slice(before)) scope.trace?.(made.outputs[0] ?? '', node);
  return outputs.map((value) => {
    const { shape } = builder.info(value);
    const count = elementCount(shape);
    if (!shape.every(Number.isInteger) || !(count > 0 && count < largestTensor))
      context.refuse(`would make a tensor of ${shape.join(' x ')}`);
    return { kind: 'value', value };
  });
}

/** What the node gives where that is known while the network is built; `undefined` where a run decides it. */
function knownResult(context: NodeContext): KnownTensor | undefined {
  const { node, attributes, operatorSet, entries } = context;
  if (node.operator === 'Shape') return sizesOfInput(context);
  const fold = foldOf(node.operator);
  if (node.operator === 'Size') {
    const product = foldOf('ReduceProd')?.({ inputs: [sizesOfInput(context)], attributes, operatorSet });
    return product === undefined ? undefined : { ...product, shape: [] };
  }
  if (fold === undefined || entries.some((entry) => entry?.kind === 'value')) return undefined;
  if (entries.some((entry) => entry?.kind === 'tensor' && entry.tensor.data.length > largestFolded)) return undefined;
  return fold({ inputs: entries.map((_, i) => context.known(i)), attributes, operatorSet });
}

/** Constants beyond this size are weights, which are left to the graph. */
const largestFolded = 1024;

function sizesOfInput(context: NodeContext): KnownTensor {
  const { attributes, builder, scope } = context;
  const entry = context.entries[0];
  const isKnown = entry?.kind === 'known' || entry?.kind === 'tensor';
  const of = isKnown ? null : context.value(0);
  const shape = of === null ? (context.known(0)?.shape ?? []) : builder.shape(of);
  const all = shape.map((value, axis) => {
    const isFree = scope.keepsSizesFree && of !== null;
    return { value, formula: isFree ? ({ kind: 'dimension', of, axis } as const) : null };
  });
  const elements = all.slice(attributes.int('start') ?? 0, attributes.int('end'));
  return { dataType: 'int64', shape: [elements.length], elements };
}

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { tfjsNodeKernels } from '../../../tests/fixtures/tfjsNodeKernels.ts';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { addGradients } from '../../autodiff/addGradients.ts';
import { gradientRules, type DifferentiableOperator } from '../../autodiff/gradientRules.ts';
import { gradientSamples } from '../../autodiff/gradientSamples.ts';
import { buildSample } from '../../autodiff/sampleGraph.ts';
import { writeModel } from '../../onnx/file/modelFile.ts';
import { differentiate, type Differentiated } from './tfjsGradients.ts';
import { TfjsGraph } from './tfjsGraph.ts';
import type { Tfjs } from './tfjsOperator.ts';
import { tfjsOperators, unknownToTfjs } from './tfjsOperators.ts';

const tolerance = 1e-4;

const cases = Object.entries(gradientSamples).flatMap(([operator, list]) =>
  list.map((sample, index) => ({
    name: `${operator}, sample ${index + 1}`,
    operator: operator as DifferentiableOperator,
    sample,
  })),
);

let tf: Tfjs;
beforeAll(async () => {
  tf = await tfjsOnProcessor();
});

it('knows every operator that has a gradient', () => {
  const unknown = Object.keys(gradientRules).filter((name) => !Object.hasOwn(tfjsOperators, name));
  expect(unknown).toEqual([]);
  expect(Object.keys(unknownToTfjs)).toEqual([
    'FusedMatMul',
    'MaxUnpool',
    'NchwcAveragePool',
    'NchwcConv',
    'NchwcReorderInput',
    'NchwcReorderOutput',
    'NchwcUpsample',
    'ScatterElements',
    'Shape',
  ]);
});

describe('tfjs and onnxruntime agree in every output and gradient', () => {
  it.each(cases)('$name', async ({ operator, sample }) => {
    const { builder, values, allOutputs, loss } = buildSample(operator, sample);
    const names = Object.keys(values);
    for (const output of allOutputs) builder.output(output);
    const forward = builder.finish();
    const gradients = addGradients(builder, loss, names, 'cpu');
    for (const gradient of new Set(gradients.values())) if (!allOutputs.includes(gradient)) builder.output(gradient);

    const session = await InferenceSession.create(writeModel(builder.finish()), { logSeverityLevel: 3 });
    const feeds = names.map((name) => [name, new Tensor('float32', values[name] ?? [], builder.shape(name))] as const);
    const results = await session.run(Object.fromEntries(feeds));
    await session.release();
    const expected = [...allOutputs, ...names.map((name) => gradients.get(name) ?? '')].map((name) => results[name]);

    const before = tf.memory().numTensors;
    const graph = new TfjsGraph(tf, forward);
    const inputs = new Map(
      names.map((name) => [name, tf.tensor(values[name] ?? [], [...builder.shape(name)])] as const),
    );
    const differentiated: Differentiated[] = [];
    const { kernelNames } = await tf.profile(() => {
      differentiated.push(differentiate(tf, graph, inputs, loss, names, allOutputs));
      return [];
    });
    // Some operators are made of others in tfjs itself, and are named too.
    const kernels = kernelNames.filter((name) => !name.endsWith('__op'));
    expect(kernels.filter((name) => !tfjsNodeKernels.has(name))).toEqual([]);
    const [answer] = differentiated as [Differentiated];
    const computed = [...answer.outputs, ...answer.gradients];
    for (const [i, tensor] of computed.entries()) {
      const wanted = Array.from(expected[i]?.data as Float32Array, Number);
      const largest = Math.max(...wanted.map(Math.abs), 0.1);
      const errors = Array.from(tensor.dataSync(), (value, element) => Math.abs(value - (wanted[element] ?? NaN)));
      expect(tensor.shape).toEqual(expected[i]?.dims);
      expect(Math.max(...errors) / largest, `number ${i} of outputs and gradients`).toBeLessThan(tolerance);
    }

    graph.release();
    tf.dispose([...inputs.values(), ...computed, answer.loss]);
    expect(tf.memory().numTensors, 'nothing is left behind').toBe(before);
  });
});

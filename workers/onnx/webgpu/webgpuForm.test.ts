import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { caseGraph, caseName, deviceCases } from '../../../tests/fixtures/deviceCases.ts';
import { emulatedGraphics, hasEmulatedGraphics } from '../../../tests/fixtures/emulatedGraphics.ts';
import { runGraph } from '../../../tests/fixtures/runGraph.ts';
import { float32Tensor, int64Tensor, type Graph } from '../graph.ts';
import { inWebgpuForm } from './webgpuForm.ts';

const named = deviceCases.map((each) => [caseName(each), each] as const);

describe('graphs in words that WebGPU computes rightly', () => {
  it.each(named)('mean the same: %s', async (_name, each) => {
    const graph = caseGraph(each);
    const repaired = inWebgpuForm(graph);
    if (!each.isRepaired) expect(repaired).toEqual(graph);
    else expect(repaired.nodes.length).toBeGreaterThan(graph.nodes.length);
    const [[expected], [computed]] = [await runGraph(graph), await runGraph(repaired)];
    expect(computed).toHaveLength(expected?.length ?? NaN);
    const differences = expected?.map((value, i) => Math.abs(value - (computed?.[i] ?? NaN)));
    expect(Math.max(...(differences ?? [NaN]))).toBeLessThan(1e-5);
  });

  it('are repaired by what is known without the size of the image', () => {
    const shape = ['N', 6, 'H', 'W'] as const;
    const graph: Graph = {
      inputs: [{ name: 'image', dataType: 'float32', shape }],
      outputs: [{ name: 'y', dataType: 'float32', shape: ['N', 8, 'H', 'W'] }],
      initializers: new Map([
        ['table', float32Tensor([1, 432], new Float32Array(432))],
        ['shape', int64Tensor([8, 6, 3, 3])],
      ]),
      nodes: [
        { operator: 'Reshape', inputs: ['table', 'shape'], outputs: ['kernel'], attributes: {} },
        { operator: 'Conv', inputs: ['image', 'kernel'], outputs: ['x'], attributes: { auto_pad: 'SAME_UPPER' } },
        { operator: 'Relu', inputs: ['x'], outputs: ['y'], attributes: {} },
      ],
    };
    const operators = inWebgpuForm(graph).nodes.map(({ operator }) => operator);
    expect(operators).toEqual(['Reshape', 'Pad', 'Pad', 'Conv', 'Relu']);
  });

  it.runIf(hasEmulatedGraphics)('are computed as on the processor, and would not be without the repairs', async () => {
    const program = join(import.meta.dirname, '..', '..', '..', 'tests', 'fixtures', 'compareDevices.ts');
    const env = { ...process.env, ...emulatedGraphics };
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
    const found = JSON.parse(stdout) as Record<'repaired' | 'plain', readonly (number | null)[]>;
    const isWrong = (difference: number | null): boolean => difference === null || difference > 1e-4;
    expect(found.repaired).toHaveLength(named.length);
    expect(named.flatMap(([name], i) => (isWrong(found.repaired[i] ?? null) ? [name] : []))).toEqual([]);
    // Where one is right, onnxruntime was mended and the repair can go.
    expect(found.plain.map(isWrong)).toEqual(deviceCases.filter((each) => each.isRepaired).map(() => true));
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { elementCount, type Graph } from '../../workers/onnx/graph.ts';
import { writeModel } from '../../workers/onnx/file/modelFile.ts';
import { sessionOptions } from '../../workers/onnx/session.ts';
import { readNodeTimes, sumByOperator, type NodeTime, type OperatorTime } from './nodeTimes.ts';

const warmUpRuns = 2;
const slowestCount = 20;

export interface StepProfile {
  readonly operators: readonly OperatorTime[];
  readonly slowest: readonly NodeTime[];
}

/** Where the time of a training step goes: by operators, and the nodes that take most of it. */
export async function profileStep(
  graph: Graph,
  feeds: Readonly<Record<string, Float32Array>>,
  { steps, threads }: { readonly steps: number; readonly threads: number },
): Promise<StepProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-profile-'));
  try {
    const session = await InferenceSession.create(writeModel(graph), {
      ...sessionOptions({ device: 'cpu', threads }),
      enableProfiling: true,
      profileFilePrefix: join(folder, 'step'),
    });
    const tensors = graph.inputs.map(({ name, shape }) => {
      const sizes = shape as readonly number[];
      const values = feeds[name] ?? new Float32Array(elementCount(sizes)).fill(sizes.length === 0 ? 1e-3 : 0);
      return [name, new Tensor('float32', values, sizes)] as const;
    });
    for (let run = 0; run < warmUpRuns + steps; run++) await session.run(Object.fromEntries(tensors));
    session.endProfiling();
    await session.release();
    const [file = ''] = readdirSync(folder);
    const nodes = readNodeTimes(readFileSync(join(folder, file), 'utf8'), warmUpRuns);
    return { operators: sumByOperator(nodes), slowest: nodes.slice(0, slowestCount) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function printProfile({ operators, slowest }: StepProfile): void {
  console.log('      ms      %  nodes  operator');
  for (const { operator, count, milliseconds, share } of operators) {
    const numbers = [fixed(milliseconds, 2, 8), fixed(share * 100, 1, 7), fixed(count, 0, 7)];
    console.log(`${numbers.join('')}  ${operator}`);
  }
  console.log('      ms  GFLOP/s   GB/s  node: inputs -> outputs');
  for (const { name, milliseconds, operations, bytes, inputShapes, outputShapes } of slowest) {
    const perSecond = (amount: number): string => (amount === 0 ? '-' : fixed(amount / milliseconds / 1e6, 0, 0));
    const rates = `${perSecond(operations).padStart(9)}${fixed(bytes / milliseconds / 1e6, 1, 7)}`;
    console.log(`${fixed(milliseconds, 2, 8)}${rates}  ${name}: ${shapes(inputShapes)} -> ${shapes(outputShapes)}`);
  }
}

function fixed(value: number, digits: number, width: number): string {
  return value.toFixed(digits).padStart(width);
}

function shapes(list: readonly (readonly number[])[]): string {
  return list.map((shape) => (shape.length === 0 ? '1' : shape.join('x'))).join(' ');
}

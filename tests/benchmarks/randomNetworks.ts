import { parseArgs } from 'node:util';
import { gradientRules } from '../../workers/autodiff/gradientRules.ts';
import { compareEngines } from '../fixtures/compareEngines.ts';
import { tfjsOnProcessor } from '../fixtures/tfjsOnProcessor.ts';

/**
 * `npm run bench:networks -- --count 1000 --seed 1`: random small networks, loss and gradients on onnxruntime and on tfjs.
 * Prints each that differs by more than the tolerance, `--first` and `--count` of which make it again.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    tolerance: { type: 'string', default: '1e-4' },
  },
});
const [count, seed, first, tolerance] = [values.count, values.seed, values.first, values.tolerance].map(Number) as [
  number,
  number,
  number,
  number,
];

const tf = await tfjsOnProcessor();
const uses = new Map<string, number>(Object.keys(gradientRules).map((operator) => [operator, 0]));
const differences: number[] = [];
let disagreements = 0;
for (let index = first; index < first + count; index++) {
  const { name, operators, difference, where } = await compareEngines(tf, seed, index).catch((error: unknown) => {
    return { name: `seed ${seed}, network ${index}`, operators: [], difference: Infinity, where: String(error) };
  });
  for (const operator of operators) uses.set(operator, (uses.get(operator) ?? 0) + 1);
  differences.push(difference);
  if (difference <= tolerance) continue;
  disagreements++;
  console.log(`${name}: ${difference.toExponential(1)} in ${where}; ${operators.join(' ')}`);
}
differences.sort((a, b) => a - b);
const median = differences[Math.floor(differences.length / 2)] ?? 0;
const unused = [...uses].filter(([, times]) => times === 0).map(([operator]) => operator);
console.log(
  `${count} networks, ${[...uses.values()].reduce((a, b) => a + b, 0)} operators; difference: median ` +
    `${median.toExponential(1)}, largest ${(differences.at(-1) ?? 0).toExponential(1)}; ` +
    `${disagreements} above ${tolerance}; operators that none has: ${unused.join(', ') || 'none'}.`,
);
process.exitCode = disagreements > 0 ? 1 : 0;

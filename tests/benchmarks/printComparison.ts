import type { Difference } from '../reference/difference.ts';
import type { NetworkComparison, Tolerances } from './gradientTolerances.ts';

/** Relative differences from double precision, line by line: ours, and PyTorch's own in single precision. */
export function printComparison(
  name: string,
  { activations, gradients, buffers, steps, loss }: NetworkComparison,
  tolerances: Tolerances,
): void {
  console.log(`\n${name}`);
  console.log(line('relative difference from double precision', 'here', 'PyTorch'));
  printGroup(`activations (at most ${tolerances.activations})`, activations);
  printGroup(`gradients (at most ${tolerances.gradients})`, gradients);
  printGroup(`running averages (at most ${tolerances.buffers})`, buffers);
  const named = steps.losses.map((step) => ({ ...step, name: `step ${step.name}, loss ${step.loss.toFixed(5)}` }));
  printGroup(`losses (at most ${tolerances.losses})`, [loss, ...named]);
}

function printGroup(title: string, differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  console.log(` ${title}`);
  for (const { name, own, torch } of differences) console.log(line(`  ${name}`, scientific(own), scientific(torch)));
}

function line(label: string, own: string, torch: string): string {
  return `${label.padEnd(52)}${own.padStart(9)}${torch.padStart(9)}`;
}

function scientific(value: number): string {
  return value.toExponential(1);
}

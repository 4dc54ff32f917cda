import { thisMachine } from '../../onnx/devices/probedMachine.ts';
import { loadTfjs } from './loadTfjs.ts';
import { probeTfjs } from './tfjsProbe.ts';

/**
 * `node probeTfjs.ts <folder>`: whether tfjs-node-gpu, installed in the folder, can train on this machine, as one line of
 * JSON, `{ usable, reason, fix }`. In a process of its own, because a broken driver ends the one that loads it.
 */

async function multiply(folder: string): Promise<void> {
  const tf = await loadTfjs(folder);
  const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]));
  const [value] = await product.data();
  if (value !== 11) throw new Error(`It computes wrong results: 1 * 3 + 2 * 4 = ${value}.`);
}

const finding = await probeTfjs({ ...thisMachine(), multiply }, process.argv[2] ?? '');
// tfjs and its library print lines of their own before it.
process.stdout.write(`\n${JSON.stringify(finding)}\n`, () => process.exit());

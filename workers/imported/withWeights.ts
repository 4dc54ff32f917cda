import { float32Tensor, type Tensor } from '../onnx/graph.ts';
import type { ForeignModel } from './foreignModel.ts';
import { matchWeights, type WeightReport } from './matchWeights.ts';
import { openSafetensors } from './safetensors.ts';

/** The model with the weights of a safetensors file where name and shape fit, frozen ones and running averages too. */
export async function withWeights(
  model: ForeignModel,
  path: string,
): Promise<{ readonly model: ForeignModel; readonly report: WeightReport }> {
  const wanted = [...model.tensors]
    .filter(([name, { dataType, shape }]) => dataType === 'float32' && shape.length > 0 && !model.constants.has(name))
    .map(([name, { shape }]) => ({ name, shape }));
  const file = await openSafetensors(path);
  try {
    const report = matchWeights(wanted, file);
    const tensors = new Map<string, Tensor>(model.tensors);
    for (const { name, from } of report.taken) {
      tensors.set(name, float32Tensor(tensors.get(name)?.shape ?? [], await file.read(from)));
    }
    return { model: { ...model, tensors }, report };
  } finally {
    await file.close();
  }
}

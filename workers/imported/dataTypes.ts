import { elementFormat } from '../onnx/file/elementFormats.ts';
import type { DataType } from '../onnx/graph.ts';

/** What values of an ONNX element type are held as here: every floating type as float32. */
export function dataTypeOfNumber(number: number): DataType {
  const dataType = elementFormat(number)?.dataType;
  if (dataType === undefined) throw new TypeError(`there is no supported element type ${number}`);
  return dataType === 'float64' ? 'float32' : dataType;
}

import { blackShare, whiteShare } from '../training/intensityShares.ts';
import { outputPlanes } from '../training/separation.ts';
import type { ExportedCard } from './exportedModel.ts';

type Parts = Pick<ExportedCard, 'input' | 'output' | 'intensities' | 'normalisation' | 'bitDepth' | 'separation'>;

/**
 * A program in Python (onnxruntime, NumPy, Pillow) that reads `image.png` and leaves the class of each pixel in `classes`,
 * (height, width): what the studio makes of the same image in one tile.
 */
export function pythonSnippet({ input, output, intensities, normalisation, bitDepth, separation }: Parts): string {
  const [mean, deviation] = scaleNames(intensities, normalisation);
  const isColour16 = bitDepth === 16 && input.channels === 3;
  const opened = 'ImageOps.exif_transpose(Image.open("image.png"))';
  const grey16 = `np.asarray(${opened}, np.float32)[..., None]`;
  // Pillow reads 16-bit colours as 8-bit ones.
  const colour = isColour16
    ? 'np.float32(cv2.imread("image.png", cv2.IMREAD_UNCHANGED)[..., 2::-1])'
    : `np.asarray(${opened}.convert("RGB"), np.float32)`;
  const one = input.channels === 1;
  const percents = [blackShare, whiteShare].map((share) => share * 100);
  const lacking = (axis: number): string => {
    if (input.onlySize !== undefined) return `${input.onlySize} - pixels.shape[${axis}]`;
    return `-pixels.shape[${axis}] % ${input.multipleOf}`;
  };
  return [
    `import ${isColour16 ? 'cv2, ' : ''}numpy as np, onnxruntime`,
    ...(isColour16 ? [] : ['from PIL import Image, ImageOps']),
    `pixels = ${one && bitDepth === 16 ? grey16 : colour}`,
    ...(intensities === 'image'
      ? [
          `low, high = np.percentile(pixels, ${list(percents)}, method="inverted_cdf")`,
          'mean, deviation = (low + high) / 2, max(high - low, 0) / 2 or 1',
        ]
      : []),
    `image = np.float32((pixels${one ? '.mean(2, keepdims=True)' : ''} - ${mean}) / ${deviation}).transpose(2, 0, 1)[None]`,
    `image = np.pad(image, [(0, 0), (0, 0), (0, ${lacking(0)}), (0, ${lacking(1)})], "edge")`,
    `p = onnxruntime.InferenceSession("model.onnx").run(["${output.name}"], {"${input.name}": image})[0][0, :, : pixels.shape[0], : pixels.shape[1]]`,
    // A rim belongs to the likeliest label.
    outputPlanes[separation].hasRimClass
      ? 'classes = (1 + p[1:-1].argmax(0)) * (p[1:-1].max(0) + p[-1] > p[0])'
      : 'classes = p.argmax(0)',
    '',
  ].join('\n');
}

/** The same in TypeScript (onnxruntime-node, sharp): `classes` is a Uint8Array, row by row. */
export function typescriptSnippet({ input, output, intensities, normalisation, bitDepth, separation }: Parts): string {
  const [mean, deviation] = scaleNames(intensities, normalisation);
  const index = intensities === 'image' ? '' : '[c]!';
  const is16 = bitDepth === 16;
  const sized = (side: string): string => {
    return input.onlySize === undefined
      ? `Math.ceil(info.${side} / ${input.multipleOf}) * ${input.multipleOf}`
      : `${input.onlySize}`;
  };
  const at = '(Math.min(Math.floor(i / W) % H, h - 1) * w + Math.min(i % W, w - 1)) * 3';
  const one = input.channels === 1;
  const pixel = one ? '(pixels[at]! + pixels[at + 1]! + pixels[at + 2]!) / 3' : 'pixels[at + c]!';
  const winner = outputPlanes[separation].hasRimClass
    ? 'const most = Math.max(...p.slice(1, -1)); return most + p.at(-1)! > p[0]! ? p.indexOf(most, 1) : 0;'
    : 'return p.indexOf(Math.max(...p));';
  const value = `(${pixel} - ${mean}${index}) / ${deviation}${index}`;
  return [
    "import { InferenceSession, Tensor } from 'onnxruntime-node';",
    "import sharp from 'sharp';",
    `const { data, info } = await sharp('image.png', { autoOrient: true, ignoreIcc: true }).removeAlpha().toColourspace('${is16 ? 'rgb16' : 'srgb'}').raw(${is16 ? "{ depth: 'ushort' }" : ''}).toBuffer({ resolveWithObject: true });`,
    `const [pixels, w, h, W, H] = [${is16 ? 'new Uint16Array(Uint8Array.from(data).buffer)' : 'data'}, info.width, info.height, ${sized('width')}, ${sized('height')}] as const;`,
    ...(intensities === 'image'
      ? [
          `const [low, high] = [${blackShare}, ${whiteShare}].map((share) => Uint16Array.from(pixels).sort()[Math.ceil(share * pixels.length) - 1]!) as [number, number];`,
          'const [mean, deviation] = [(low + high) / 2, (high - low) / 2 || 1];',
        ]
      : []),
    `const image = Float32Array.from({ length: ${input.channels} * W * H }, (_, i) => { const at = ${at}, c = Math.floor(i / (W * H)); return ${value}; });`,
    `const { ${output.name}: result } = await (await InferenceSession.create('model.onnx')).run({ ${input.name}: new Tensor('float32', image, [1, ${input.channels}, H, W]) });`,
    `const classes = Uint8Array.from({ length: w * h }, (_, i) => { const p = Array.from({ length: result!.dims[1]! }, (_, k) => Number(result!.data[(k * H + Math.floor(i / w)) * W + (i % w)])); ${winner} });`,
    '',
  ].join('\n');
}

/** Mean and deviation as a program has them: names of its own, or the numbers themselves. */
function scaleNames(intensities: Parts['intensities'], { mean, standardDeviation }: Parts['normalisation']) {
  return intensities === 'image' ? ['mean', 'deviation'] : [list(mean), list(standardDeviation)];
}

function list(numbers: readonly number[]): string {
  return `[${numbers.join(', ')}]`;
}

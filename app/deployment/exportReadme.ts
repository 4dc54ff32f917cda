import { outputPlanes } from '../training/separation.ts';
import type { ExportedCard, FormReport } from './exportedModel.ts';
import { pythonSnippet, typescriptSnippet } from './snippets.ts';

const formSentences: { readonly [F in FormReport['form']]: string } = {
  float32: 'The network as it was trained, in numbers of 32 bits.',
  float16:
    'Weights and most operators in numbers of 16 bits, for graphics cards; inputs and outputs stay 32 bits. Processors have to widen every number first and take longer than with float32.',
  int8: 'Convolutions and matrix products in whole numbers of 8 bits (QuantizeLinear and DequantizeLinear, as ONNX has it), for processors; inputs and outputs stay 32 bits.',
};

/** `README.md` of an exported model: what it is, how good it is in this form, and programs that run it. */
export function exportReadme(modelName: string, card: ExportedCard): string {
  const { input, output, labels } = card;
  const { hasRimClass } = outputPlanes[card.separation];
  const planes = labels.length + (hasRimClass ? 2 : 1);
  const names = [...labels.map(({ name }) => name), ...(hasRimClass ? ['rims of objects'] : [])];
  const classes = ['0 background', ...names.map((name, index) => `${index + 1} ${name}`)].join(', ');
  const maps =
    output.maps === undefined ? '' : `\nOutput \`${output.maps}\`: ${output.mapsMeaning ?? 'planes of plain numbers.'}`;
  const size =
    input.onlySize === undefined
      ? `any height and width that are multiples of ${input.multipleOf}; fill images up by repeating their last pixel`
      : `height and width of exactly ${input.onlySize} pixels; cut larger images into tiles`;
  return `# ${modelName}

${formSentences[card.export.form]}

${reportLines(card.export)
  .map((line) => `- ${line}`)
  .join('\n')}

## Use

Input \`${input.name}\`: (batch, ${input.channels}, height, width), ${size}. Numbers are (stored value - mean) / standard
deviation for each channel, with the means and deviations of \`card.json\`, in units of ${card.bitDepth}-bit images.
Output \`${output.name}\`: (batch, ${planes}, height, width), the probability of each class of each pixel.
Classes: ${classes}.${maps}

Large images take much memory in one piece: cut them into tiles of about ${Math.max(512, input.tileSize)} pixels that overlap by 48 or more.

### Python

With \`pip install onnxruntime numpy ${card.bitDepth === 16 && input.channels === 3 ? 'opencv-python' : 'pillow'}\`; \`classes\` is the class of each pixel:

\`\`\`python
${pythonSnippet(card)}\`\`\`

### TypeScript

With \`npm install onnxruntime-node sharp\`, as a module; \`classes\` is the class of each pixel, row by row:

\`\`\`ts
${typescriptSnippet(card)}\`\`\`
`;
}

/** Sentences on size, accuracy and speed. */
export function reportLines(report: FormReport): readonly string[] {
  const { form, byteSize, float32ByteSize, score, agreement, processor, notes } = report;
  const isChanged = form !== 'float32';
  const size = `${kilobytes(byteSize)}${isChanged ? `, instead of ${kilobytes(float32ByteSize)} in float32` : ''}.`;
  const lines = [`Size: ${size}`];
  if (score === null) lines.push('No held-out images, so no score.');
  else {
    const before = isChanged ? `, and ${dice(score.float32Dice)} in float32` : '';
    lines.push(`Dice ${dice(score.dice)} on ${score.images} held-out images${before}.`);
    const found = isChanged ? `, and ${dice(score.float32Objects)} in float32` : '';
    lines.push(`Objects found at IoU 0.5, TP / (TP + FP + FN): ${dice(score.objects)}${found}.`);
  }
  if (agreement !== null)
    lines.push(`The same class as in float32 for ${(agreement.share * 100).toFixed(2)} % of pixels.`);
  if (processor !== null) {
    const before = isChanged ? `, and ${processor.float32Ms.toFixed(1)} ms in float32` : '';
    const side = processor.tileSide;
    lines.push(
      `On the processor of the exporting machine ${processor.ms.toFixed(1)} ms for ${side} x ${side} pixels${before}.`,
    );
  }
  return [...lines, ...notes];
}

function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')} kB`;
}

function dice(score: number | null): string {
  return score === null ? 'unknown' : score.toFixed(4);
}

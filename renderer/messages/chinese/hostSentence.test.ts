import { expect, test } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import { refusalText } from '../../../app/contract/refusals.ts';
import { diverged, lostDevice, outOfMemory } from '../../../app/training/runFailure.ts';
import { defaultTrainConfig, parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { parseSearchSpace } from '../../../app/training/search/searchSpace.ts';
import { hostText } from '../hostText.ts';
import { setLanguage } from '../messages.ts';
import { hostSentence, rowName } from './hostSentence.ts';
import { reports } from './reports.ts';

function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('trainings that broke off', () => {
  const config = { ...defaultTrainConfig, batchSize: 8, batchParts: 2, patchSize: 256, learningRate: 0.001 };
  expect([
    hostSentence(outOfMemory('in step 12', config, null).message),
    hostSentence(outOfMemory('after step 1', { ...config, batchParts: 8, patchSize: 32 }, null).message),
    hostSentence(lostDevice('webgpu', 'in step 3', null).message),
    hostSentence(diverged('loss', 40, config).message),
  ]).toEqual([
    '第 12 步中内存不足，容不下 4 个 256 像素的图块：请改用每次 2 个 256 像素的图块，从最后的检查点继续，或先关闭其他程序。',
    '第 1 步之后内存不足，容不下 1 个 32 像素的图块：请关闭其他程序，然后从最后的检查点继续。',
    '第 3 步中显卡（webgpu）不再响应：请从最后的检查点继续；若再次发生，请改用处理器。',
    '在第 40 步，损失不再是数：请将学习率从 0.001 降到 0.00025，然后从最后的检查点继续。',
  ]);
});

test('settings that do not fit', () => {
  expect([
    hostSentence(refused(() => parseTrainConfig({ width: 'wide' }))),
    hostSentence(refused(() => parseSearchSpace({ learningRate: { from: 0.5, to: 0.1 } }))),
    hostSentence(refused(() => parseSearchSpace({ learningRate: 3 }))),
    hostSentence('Training needs a loss: set one of diceWeight, jaccardWeight above 0.'),
  ]).toEqual([
    '训练设置“宽度”必须是 4 到 128 之间的整数。',
    '训练设置“学习率”需要一个“from”小于“to”的范围。',
    '训练设置“学习率”需要值的列表，或范围，例如 { "from": 1, "to": 2 }。',
    '训练需要损失：请将 Dice 权重、Jaccard 权重之一设为大于 0。',
  ]);
});

test('files, folders and what is said of several at once', () => {
  expect([
    hostSentence('/data/a b.png is not there any more; was it moved, or is its drive not connected?'),
    hostSentence('The file is empty.'),
    hostSentence('"/data" cannot be read (EIO).'),
    hostSentence(
      '2 images (a.png, b.png) are no longer in place: put back what is missing; 1 image (c.png) is no longer what was imported: restore them, or remove them from the project.',
    ),
    hostSentence(
      '/models/net.onnx: Conv (node conv1) does not fit its inputs: bad shape (for images of 256 x 256 pixels; the file was made for 512 x 512: try that "patchSize").',
    ),
    hostSentence('The file lists no image with id 7. The rest of the object was taken.'),
    refusalText({ kind: 'withObjects', because: 'It is not a record.', objects: 2 }, reports.refusals, hostSentence),
  ]).toEqual([
    '/data/a b.png 已不存在；是否被移走，或其磁盘未连接？',
    '该文件是空的。',
    '“/data”无法读取（EIO）。',
    '2 张图像（a.png, b.png）已不在原处：请放回缺少的文件；1 张图像（c.png）已与导入时不同：请恢复原来的文件，或将其从项目中移除。',
    '/models/net.onnx：Conv（节点 conv1）与其输入不符：bad shape（图像为 256 x 256 像素；文件是为 512 x 512 制作的：请试用这一“图块大小”）。',
    '文件中没有 id 为 7 的图像。对象的其余部分已采用。',
    '它不是一条记录。其中有 2 个对象。',
  ]);
});

test('what the doctor finds', () => {
  expect([
    hostSentence('4 cores'),
    hostSentence('No graphics adapter answers: no Vulkan driver is installed.'),
    hostSentence('It works, 3.1 times as fast as the processor. Remembered from 2026-11-30.'),
    hostSentence('The device webgpu cannot be used: It computes wrong results. Train on another device.'),
  ]).toEqual([
    '4 个核心',
    '没有图形适配器响应：未安装 Vulkan 驱动程序。',
    '可以使用，速度是处理器的 3.1 倍。（2026-11-30 的记录）',
    '无法使用设备 webgpu：计算结果有误。请在其他设备上训练。',
  ]);
});

test('the window says it in its language', () => {
  const said = () => hostText('This image is not in the project any more.');
  setLanguage('zh-CN');
  const chinese = said();
  setLanguage('en');
  expect([chinese, said()]).toEqual(['此图像已不在项目中。', 'This image is not in the project any more.']);
});

test('rows of a file, apart from sentences', () => {
  expect(['annotation row 3', 'annotation 17', 'image a.png', 'category row 2'].map(rowName)).toEqual([
    '标注第 3 行',
    '标注 17',
    '图像 a.png',
    '类别第 2 行',
  ]);
  expect(hostSentence('image a.png')).toBe('image a.png');
});

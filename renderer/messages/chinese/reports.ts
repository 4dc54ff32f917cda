import { detailText } from '../../../app/contract/jobDetails.ts';
import { refusalText } from '../../../app/contract/refusals.ts';
import type { TrainConfigKey } from '../../../app/training/trainConfig.ts';
import type { Messages } from '../en.ts';
import { doctor } from './doctor.ts';
import { hostSentence } from './hostSentence.ts';
import { jobTitles } from './jobTitles.ts';
import { trainSettings } from './trainSettings.ts';

/** As scores are written where they are shown. */
const scoreText = (score: number): string => score.toFixed(3);

const jobDetails: Messages['reports']['jobDetails'] = {
  device: ({ device }) => doctor.deviceNames[device],
  learning: ({ loss, dice }) => `损失 ${loss.toFixed(3)}${dice === null ? '' : `，Dice ${scoreText(dice)}`}`,
  comparing: () => '正在与使用中的模型比较',
  trial: ({ number, doing, best }) =>
    `试验 ${number}：${detailText(doing, jobDetails)}${best === null ? '' : ` · 最佳 ${scoreText(best)}`}`,
  curveTraining: ({ number, of, objects, images }) =>
    `第 ${number} 次训练，共 ${of} 次：${images} 张图像上的 ${objects} 个对象`,
  imagesKept: ({ images }) => `在此之前已导入 ${images} 张图像，它们保留在项目中。`,
};

const refusals: Messages['reports']['refusals'] = {
  sameContent: ({ original }) => `与项目中的“${original}”内容相同。`,
  projectFolder: () => '这是 Maskwright 项目的文件夹：其中的文件已略过。',
  brokenLink: () => '此链接没有指向任何文件。',
  unreadableFolder: ({ code }) => `无法读取此文件夹（${code}）。`,
  maskOfImage: ({ image }) => `它被视为“${image}”的掩膜：请作为标注导入；若它本身是图像，请直接选择该文件。`,
  noSuchImage: ({ name }) => `项目中没有名为“${name}”的图像。`,
  severalImages: ({ name, matches }) => `“${name}”与项目中的多张图像相符：${matches.join('、')}。`,
  otherSize: ({ said, image }) =>
    `文件所述为 ${said.width} × ${said.height} 像素，图像为 ${image.width} × ${image.height} 像素。`,
  withObjects: ({ because, objects }) => `${refusalText(because, refusals, hostSentence)}其中有 ${objects} 个对象。`,
  noPixels: () => '它在图像内没有像素。',
  rejectedImage: ({ objects }) => `该图像已被审核者拒绝；略去 ${objects} 个已接受的对象。`,
  attributeLeftOut: ({ objects }) => `标签的属性不接受其值；${objects} 个对象未带该值导入。`,
  labelGone: () => '项目中已没有此名称的标签；其对象未被采用。',
  folderWithoutLabel: ({ objects }) => `其文件夹没有对应的标签；略去 ${objects} 个对象。`,
  valueWithoutLabel: ({ value, pixels }) => `值 ${value} 没有对应的标签；略去 ${pixels} 个像素。`,
};

const runNotices: Messages['reports']['runNotices'] = {
  weightsTaken: ({ taken, tensors }) =>
    `${tensors} 个权重张量中有 ${taken} 个取自先前的模型；${taken === 0 ? '全部' : '其余'}从随机值开始。`,
  unusedSetting: ({ network, setting }) =>
    `${network} 用不到训练设置“${Object.hasOwn(trainSettings, setting) ? trainSettings[setting as TrainConfigKey].name : setting}”。`,
  damagedCheckpoints: ({ files, step }) =>
    `无法读取 ${files.join('、')}，因此训练${step === null ? '重新开始' : `从之前的检查点（第 ${step} 步）继续`}。`,
  thawed: ({ step }) => `从第 ${step} 步起，冻结的部分也开始学习。`,
  memoryRanOut: ({ parts }) => `内存不足，因此训练继续时每步分 ${parts} 部分进行。`,
};

export const reports: Messages['reports'] = {
  jobTitles,
  jobDetails,
  refusals,
  runNotices,
  planObstacles: {
    noLabels: '还没有标注过的图像：请先标注几个对象。',
    noObjects: '用于训练的图像上没有已接受的对象：请先接受或绘制一些。',
  },
};

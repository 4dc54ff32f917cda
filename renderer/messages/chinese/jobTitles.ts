import type { TitleSentences } from '../../../app/contract/jobTitles.ts';

const sets = { val: '留出图像', test: '测试图像', labelled: '已标注图像' } as const;

export const jobTitles: TitleSentences = {
  importPlace: ({ place }) => `从 ${place} 导入图像`,
  importFromFolder: ({ images, folder }) => `从 ${folder} 导入 ${images} 张图像`,
  importPlaces: ({ places }) => `从 ${places} 个位置导入图像`,
  importMasks: ({ folder }) => `从 ${folder} 导入掩膜`,
  importObjects: ({ file }) => `从 ${file} 导入对象`,
  exportCoco: ({ images }) => `将 ${images} 张图像导出为 COCO`,
  train: ({ images }) => `在 ${images} 张图像上训练`,
  search: ({ varied }) => `搜索更好的设置（变动 ${varied} 项）`,
  predict: ({ images }) => `在 ${images} 张图像上建议对象`,
  evaluate: ({ model, images, set }) => `将 ${model} 与 ${images} 张${sets[set]}的标注比较`,
  scoreModels: ({ models, images, set }) => `在 ${images} 张${sets[set]}上为 ${models} 个模型评分`,
  learningCurve: ({ trainings }) => `用 ${trainings} 次短训练测量学习曲线`,
  flicker: ({ first, second, images }) => `在 ${images} 张图像上查找 ${first} 与 ${second} 的不同`,
  exportModel: ({ model, form }) => `将 ${model} 导出为 ONNX（${form}）`,
  latency: ({ model }) => `测量 ${model} 的速度`,
  installEngine: () => '安装 tfjs-node-gpu',
  speedTest: ({ devices }) => `测试 ${devices} 个设备的速度`,
};

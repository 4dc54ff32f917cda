import type { Messages } from '../en.ts';

export const trainImport: Messages['trainImport'] = {
  title: '从您自己的模型开始',
  text: '任何 ONNX 分割网络都可以用您的标签继续训练。文件中的任何内容都不会被执行。',
  choose: '选择',
  chooseModel: '选择 ONNX 模型…',
  pickModel: '要训练的模型',
  chooseWeights: '从文件取权重…',
  pickWeights: '权重（safetensors）',
  remove: '不用此模型',
  removeWeights: '不用这些权重',
  reading: '正在读取模型…',
  automaticCut: '自动',
  automaticCutAt: (target) => `自动（${target}）`,
  takes: (input, layers) => `接受图像 ${input}；共 ${layers} 层。`,
  ownHead: (target) => `位于 ${target} 的原输出层适合这些标签，予以保留。`,
  newHead: (target) => `在 ${target} 之后接上新的标签输出层。`,
  learns: (learnt, frozen) => `${learnt} 个权重参与学习，${frozen} 个保持不变。`,
  averages: (count) => `随批次学习的批归一化：${count} 个。`,
  learntTensors: (count) => `参与学习的张量（${count}）`,
  begins: (name) => `从 ${name} 开始。`,
};

import type { Messages } from '../en.ts';

type ComparisonMessages = Messages['comparison'];

const kinds: ComparisonMessages['kinds'] = {
  truth: '仅已接受的对象',
  suggestions: '仅建议',
  both: '两者都有',
};

export const comparison: ComparisonMessages = {
  title: '建议与已接受的对象',
  flicker: '在建议与已接受的对象之间闪烁切换',
  difference: '建议与已接受对象的差异',
  flickerHint: '按住或轻按',
  close: '停止比较',
  showing: { truth: '已接受的对象', suggestions: '建议' },
  flickerText: (key) => `按住 ${key} 时两者交替显示；轻按则持续交替。`,
  stillText: (key) => `按 ${key} 显示另一方。`,
  scope: '可见对象，以及不低于分数的建议',
  kinds,
  label: '标签',
  iou: '交并比',
  found: '找到',
  missed: '遗漏',
  extra: '多余',
  all: '全部',
  comparing: '正在比较…',
  noTruth: '此图像上还没有已接受的对象：所有建议都算作多余。',
  noSuggestions: '此图像上没有建议。',
  noneVisible: '所有建议都被隐藏，或低于您设定的分数。',
  suggest: (model) => `用 ${model} 生成建议`,
  suggesting: '模型正在运行…',
  noModel: '训练好的模型可以生成建议。',
  train: '训练模型',
};

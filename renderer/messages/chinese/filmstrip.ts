import type { Messages } from '../en.ts';

export const filmstrip: Messages['filmstrip'] = {
  title: '图像',
  filter: '显示',
  sort: '排序',
  search: '查找图像',
  count: (shown, total) => `${shown} / ${total}`,
  splits: { train: '训练', val: '验证', test: '测试' },
  splitMarks: { train: '训', val: '验', test: '测' },
  noSplit: '下次训练时决定',
  objects: (_count, shown) => `${shown} 个对象`,
  suggestions: (_count, shown) => `${shown} 个建议`,
  empty: '还没有图像。',
  nothing: '没有符合的图像。',
  showAll: '显示全部图像',
  next: '下一张图像',
  previous: '上一张图像',
};

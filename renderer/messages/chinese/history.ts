import type { Messages } from '../en.ts';

export const history: Messages['history'] = {
  title: '历史记录',
  open: '显示历史记录',
  onlyThisImage: '仅此图像',
  beginning: '起点',
  present: '当前状态',
  undone: '已撤销',
  changes: (_count, shown) => `${shown} 处更改`,
  empty: '还没有任何编辑。每一步操作都会列在这里，可随时返回。',
  emptyImage: '此图像还没有任何编辑。',
  failed: '无法读取历史记录',
  busy: '请先完成或退出当前的绘制。',
  hint: '按 Enter 转到所选状态',
};

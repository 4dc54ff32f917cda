import type { Messages } from '../en.ts';

export const transfer: Messages['transfer'] = {
  actions: {
    copy: '复制对象到剪贴板',
    cut: '剪切对象',
    paste: '粘贴对象',
    duplicateToNext: '复制到下一张图像',
  },
  nothingCopied: '没有可粘贴的内容：请先选择并复制对象。',
  noNextImage: '这是列表中的最后一张图像。',
  labelsMissing: (count) => `${count} 个对象未粘贴，因为此项目中没有对应的标签。`,
};

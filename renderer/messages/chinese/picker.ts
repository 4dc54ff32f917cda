import type { Messages } from '../en.ts';

export const picker: Messages['picker'] = {
  places: '位置',
  path: '文件夹',
  up: '上一级文件夹',
  filter: '按名称筛选',
  showAll: '显示所有文件',
  emptyFolder: '此文件夹是空的。',
  noFolders: '其中没有文件夹；可以选择此文件夹本身。',
  nothingOfKind: '这里没有可选的内容。',
  nothingFound: '没有名称包含此文字。',
  imagesHere: (_count, shown) => `这里有 ${shown} 张图像`,
  chosen: (_count, shown) => `已选 ${shown} 项`,
  newFolder: '新文件夹的名称',
  wholeFolder: '选择整个文件夹',
  confirmFiles: (_count, shown) => `选择 ${shown} 项`,
  kinds: { folder: '文件夹', image: '图像', file: '文件', project: '项目' },
};

import type { Messages } from '../en.ts';

type ShapeMessages = Messages['shapes'];

const operations: ShapeMessages['operations'] = {
  unite: '合并',
  subtract: '减去',
  intersect: '取交集',
  exclude: '排除重叠部分',
  fillHoles: '填充孔洞',
  keepLargest: '仅保留最大部分',
  split: '拆分为各部分',
  grow: '扩大',
  shrink: '缩小',
  smooth: '平滑',
  simplify: '简化',
};

const meanings: ShapeMessages['meanings'] = {
  unite: '最先选中的对象并入其他所有对象',
  subtract: '从最先选中的对象中减去其他对象；其他对象保持不变',
  intersect: '最先选中的对象只保留共有的部分，其他对象被移除',
  exclude: '最先选中的对象保留被奇数个对象覆盖的部分，其他对象被移除',
  fillHoles: '填充对象所包围的一切',
  keepLargest: '去掉对象的其他所有部分',
  split: '每个部分成为一个对象',
  grow: '轮廓向外移动，至图像边界为止',
  shrink: '轮廓向内移动',
  smooth: '填补窄于此半径圆盘的缝隙，去掉窄于它的突起',
  simplify: '去掉离轮廓不超过此距离的顶点',
};

const obstacles: ShapeMessages['obstacles'] = {
  needsOne: '请先选择一个对象。',
  needsTwo: '请选择两个或更多对象：按住 Shift 单击可添加。',
  needsHoles: '没有可填充的孔洞。',
  needsParts: '只有一个部分。',
  hasPoints: '点没有可更改的形状：请只选择有面积的对象。',
};

const stayed = (count: number, why: string) => `${count} 个对象保持不变：${why}。`;

const unchanged: ShapeMessages['unchanged'] = {
  unite: () => '未合并：这些对象没有包围任何区域。',
  subtract: () => '未减去：对象没有重叠，或第一个对象将一无所剩。',
  intersect: () => '未更改：这些对象没有共有的部分。',
  exclude: () => '未更改：这些对象覆盖相同的区域，将一无所剩。',
  fillHoles: (count) => stayed(count, '没有孔洞'),
  keepLargest: (count) => stayed(count, '只有一个部分'),
  split: (count) => stayed(count, '只有一个部分'),
  grow: (count) => stayed(count, '没有扩大的余地'),
  shrink: (count) => stayed(count, '将一无所剩'),
  smooth: (count) => stayed(count, '已经平滑，或将一无所剩'),
  simplify: (count) => stayed(count, '没有可去掉的顶点'),
};

export const shapes: ShapeMessages = {
  title: '形状',
  operations,
  meanings,
  obstacles,
  unchanged,
  amount: '像素',
  keepsLabel: (label) => `最先选中的 ${label} 保留其标签。`,
  withKey: (text, key) => `${text}（${key}）`,
};

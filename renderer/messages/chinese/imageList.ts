import type { Messages } from '../en.ts';

export const imageList: Messages['imageList'] = {
  filters: { all: '全部', suggested: '有建议', labelled: '有对象' },
  filterGroups: { states: '状态', contents: '内容' },
  label: '标签',
  anyLabel: '任意标签',
  labelHint: '显示带有此标签的对象或建议的图像',
  split: '用途',
  splits: {
    all: '任意用途',
    train: '训练图像',
    val: '验证图像',
    test: '测试图像',
    none: '尚未决定',
  },
  sorts: {
    name: '按名称',
    imported: '最新在前',
    edited: '最近编辑在前',
    state: '按状态',
    objects: '对象最多在前',
    uncertainty: '最不确定在前',
    lowestScore: '最低分在前',
    highestScore: '最高分在前',
  },
  sortHints: {
    name: '名称中的数字按大小排序',
    imported: '按图像的导入时间',
    edited: '按对象最近一次绘制、修改、接受或拒绝的时间；没有对象的图像排在最后',
    state: '待处理、进行中、已完成、待审核、已通过、已拒绝',
    objects: '按已接受对象的数量',
    uncertainty: '按建议分数平均与 0.5 的接近程度：越近，模型越不确定。没有建议的图像排在最后',
    lowestScore: '按图像各建议中的最低分；没有建议的图像排在最后',
    highestScore: '按图像各建议中的最高分；没有建议的图像排在最后',
  },
  nextTarget: {
    toDo: '下一张待处理的图像',
    suggested: '下一张有建议的图像',
    toReview: '下一张待审核的图像',
  },
  previousTarget: {
    toDo: '上一张待处理的图像',
    suggested: '上一张有建议的图像',
    toReview: '上一张待审核的图像',
  },
  noTarget: {
    toDo: '显示的图像中没有其他待处理的图像。',
    suggested: '显示的图像中没有其他有建议的图像。',
    toReview: '显示的图像中没有其他待审核的图像。',
  },
};

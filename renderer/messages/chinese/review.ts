import type { Messages } from '../en.ts';

export const review: Messages['review'] = {
  title: '图像状态',
  short: '状态',
  states: {
    toDo: '待处理',
    inProgress: '进行中',
    done: '已完成',
    needsReview: '待审核',
    accepted: '已通过',
    rejected: '已拒绝',
  },
  choices: {
    open: '未完成',
    done: '已完成',
    needsReview: '待审核',
    accepted: '已通过',
    rejected: '已拒绝',
  },
  hints: {
    open: '待处理；有对象后为进行中',
    done: '已全部标注；若没有对象，则用于学习“此处什么也没有”',
    needsReview: '应有人再看一遍',
    accepted: '已复查：全部标注且正确',
    rejected: '已复查：不合要求；不用于训练和导出',
  },
  current: '当前状态',
  setMany: '设置状态…',
  markDone: '标为完成',
  actions: {
    done: '将图像标为完成，或重新打开',
    needsReview: '请求审核图像，或重新打开',
    accepted: '通过图像，或重新打开',
    rejected: '拒绝图像，或重新打开',
  },
  edits: {
    open: '重新打开图像',
    done: '将图像标为完成',
    needsReview: '请求审核',
    accepted: '通过图像',
    rejected: '拒绝图像',
  },
};

import type { Messages } from '../en.ts';

export const points: Messages['points'] = {
  count: (_count, shown) => `${shown} 个点`,
  leftOut: (_objects, shown) => `${shown} 个点对象未计入：点不覆盖像素，无从学习。`,
  exported: (_objects, shown) => `${shown} 个点对象以关键点写出。`,
};

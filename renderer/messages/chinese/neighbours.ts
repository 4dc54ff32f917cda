import type { Messages } from '../en.ts';

export const neighbours: Messages['neighbours'] = {
  rule: '其他对象',
  rules: { free: '可以重叠', keepOff: '避开其他对象', takeOver: '取自其他对象' },
  ruleMeanings: {
    free: '新形状可以覆盖在其他对象上',
    keepOff: '新形状不包含其他对象已有的部分',
    takeOver: '其他对象失去被新形状覆盖的部分，若无剩余则被移除',
  },
  concerns: '针对哪些对象',
  concernChoices: { anyLabel: '任何标签', sameLabel: '相同标签' },
  snaps: '吸附',
  snapsMeaning: '顶点吸附到其他对象的轮廓；按住 Ctrl 可自由放置，按住 Shift 可沿轮廓前进',
  actions: {
    rule: '新形状：与其他对象可以重叠、避开或取自其他对象',
    concerns: '新形状：针对任何标签或相同标签的对象',
    snaps: '吸附到其他对象的轮廓',
  },
};

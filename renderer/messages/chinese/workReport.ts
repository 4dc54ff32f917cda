import type { Messages } from '../en.ts';

export const workReport: Messages['workReport'] = {
  title: '本项目的标注工作',
  period: '时间范围',
  periods: { today: '今天', week: '最近 7 天', all: '全部时间' },
  measure: '记录工作时间',
  measureText: '时间只保存在项目中，不会发送到任何地方。在本机关闭后，已有记录不会被删除。',
  save: '另存为 CSV…',
  saveTitle: '报告的保存文件夹',
  saveConfirm: '保存到此处',
  saved: (file) => `已保存 ${file}。`,
  failed: '无法生成报告',
  empty: {
    title: '还没有可报告的工作',
    text: '绘制对象或处理建议时，会记录每个对象所用的时间，并显示在这里。',
    label: '去标注',
  },
  nothing: '这段时间内没有人处理过对象。',
  rate: '每小时对象数',
  labelled: '已标注对象',
  active: '有效时间',
  activeText: '从在标注视图中的第一次操作到最后一次编辑。每次停顿最多计半分钟。',
  rateAt: (day, rate, objects, time) => `${day}：每小时 ${rate}（${objects}，${time}）`,
  fates: {
    drawn: '手工绘制',
    untouched: '未改动即接受',
    corrected: '已修正',
    rejected: '已拒绝',
    imported: '导入后编辑',
  },
  times: {
    title: '每个对象的时间中位数',
    text: '只统计从第一次编辑起就有记录的对象。每个时间下方是该类对象的总数。',
    label: '标签',
    all: '全部标签',
  },
  saving: {
    title: '模型节省的时间',
    saved: (time) => `约节省 ${time}`,
    lost: (time) => `约多花 ${time}`,
    text: (accepted, drawing, spent) =>
      `按同一标签手工绘制的时间中位数，绘制这 ${accepted} 个已接受的建议需要 ${drawing}；接受、修正这些建议并拒绝其他建议共用了 ${spent}。`,
    assumption: '这里假设它们与手工绘制的对象同样难画。',
    leftOut: (_count, shown) => `另有 ${shown} 个因其标签下手工绘制的对象太少，无法比较。`,
    none: (fewest) => `需要某个标签既有已接受的建议，又有至少 ${fewest} 个手工绘制的对象，才能得出结果。`,
  },
  models: {
    title: '各模型的建议',
    model: '模型',
    decided: '已处理',
    none: '还没有处理过任何建议。',
  },
};

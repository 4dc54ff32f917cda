import type { Messages } from '../en.ts';

export const settingUnits: Messages['settingUnits'] = {
  channels: '个通道',
  levels: '级',
  layers: '层',
  pixels: '像素',
  degrees: '度',
  'standard deviations': '倍标准差',
  'cut-outs': '个图块',
  parts: '部分',
  steps: '步',
  drops: '次下降',
  cycles: '个周期',
  validations: '次检验',
  minutes: '分钟',
  seconds: '秒',
  threads: '个线程',
  MB: 'MB',
};

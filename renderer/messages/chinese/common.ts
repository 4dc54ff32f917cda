import type { Messages } from '../en.ts';

export const common: Messages['common'] = {
  cancel: '取消',
  close: '关闭',
  dismiss: '知道了',
  retry: '重试',
  copied: '已复制到剪贴板。',
  copyFailed: '无法使用剪贴板；请选中文字后按 Ctrl C 复制。',
  remove: '移除',
  loading: '正在载入…',
  unknownError: '程序内部出错，详情见日志。',
  justNow: '刚刚',
  durations: {
    seconds: (seconds) => `${seconds} 秒`,
    minutes: (minutes) => `${minutes} 分钟`,
    hours: (hours) => `${hours} 小时`,
  },
  images: (_count, shown) => `${shown} 张图像`,
  objects: (_count, shown) => `${shown} 个对象`,
};

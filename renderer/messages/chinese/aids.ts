import type { Messages } from '../en.ts';

type AidMessages = Messages['aids'];

const shown: AidMessages['shown'] = {
  minimap: '缩略图',
  rulers: '标尺',
  crosshair: '十字线',
  pixelGrid: '像素网格',
  scaleBar: '比例尺',
};

const switches: AidMessages['switches'] = {
  minimap: '显示或隐藏缩略图',
  rulers: '显示或隐藏标尺',
  crosshair: '显示或隐藏十字线',
  pixelGrid: '显示或隐藏像素网格（800% 起）',
  scaleBar: '显示或隐藏比例尺',
};

export const aids: AidMessages = {
  menu: '视图',
  shown,
  switches,
  hints: {
    minimap: '放大时显示',
    pixelGrid: '800% 起',
    scaleBar: '需要像素的实际大小',
  },
  rulerLengths: '标尺使用长度单位',
  switchRulerUnit: '标尺：像素或长度单位',
  rulerUnit: {
    pixels: '标尺以像素计：切换为长度单位',
    lengths: '标尺显示长度：切换为像素',
    unknown: '标尺以像素计：此图像的像素大小未知',
  },
  minimapName: '缩略图：用方向键移动视图',
  minimapPlace: (x, y, percent) => `中心位于 x ${x}，y ${y}，可见图像的 ${percent}%`,
  scaleBarName: (length) => `比例尺：${length}`,
  scaleBarAcross: (length) => `比例尺：水平方向 ${length}；像素不是正方形`,
  measure: {
    last: '上一次',
    none: '尚未测量',
    direction: (degrees) => `方向 ${degrees}`,
    angle: (degrees) => `夹角 ${degrees}`,
    clear: (_count, shownCount) => `清除 ${shownCount} 个测量`,
    clearAll: '清除全部测量',
  },
};

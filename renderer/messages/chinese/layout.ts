import type { Messages } from '../en.ts';

export const layout: Messages['layout'] = {
  resizeSide: '面板宽度',
  resizePanels: '面板高度',
  resizeStrip: '图像条高度',
};

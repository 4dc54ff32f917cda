import type { Messages } from '../en.ts';

export const gettingStarted: Messages['gettingStarted'] = {
  title: '入门',
  dismiss: '收起此指引；可从帮助菜单再次打开',
  done: '完成',
  finished: '全部流程已走完。再来一轮，模型会更好。',
  steps: {
    import: { name: '导入图像', hint: 'PNG、JPEG、WebP 或 TIFF，可选单个文件或整个文件夹。' },
    label: { name: '标注几张', hint: '至少在三张图像上标出每个对象；十张更好。' },
    train: { name: '微调', hint: '按一下即可；在这台电脑上几分钟就够。' },
    predict: { name: '标注其余', hint: '模型在没有对象的图像上给出建议。' },
    correct: { name: '改正', hint: '按 A 接受建议，按 R 拒绝；错误之处重新绘制。' },
    export: { name: '导出', hint: '一个可供其他程序读取的 COCO 文件，逐一比对掩膜。' },
  },
};

import { expect, test } from 'vitest';
import { detailText } from '../../../app/contract/jobDetails.ts';
import { refusalText } from '../../../app/contract/refusals.ts';
import { noticeText } from '../../../app/training/runNotices.ts';
import { importRemarks } from './importRemarks.ts';
import { reports } from './reports.ts';

test('what the host reports is said in Chinese, also inside of another report', () => {
  const trial = { kind: 'trial', number: 2, doing: { kind: 'learning', loss: 0.5, dice: null }, best: 0.75 } as const;
  const refusal = { kind: 'withObjects', because: { kind: 'noSuchImage', name: 'a.png' }, objects: 3 } as const;
  const notice = { kind: 'unusedSetting', network: 'FCN-8s', setting: 'depth' } as const;
  expect([
    detailText(trial, reports.jobDetails),
    refusalText(refusal, reports.refusals),
    noticeText(notice, reports.runNotices),
    importRemarks.objectsLeftOut(3, '3'),
    importRemarks.objectsTakenInPart(2, '2'),
  ]).toEqual([
    '试验 2：损失 0.500 · 最佳 0.750',
    '项目中没有名为“a.png”的图像。其中有 3 个对象。',
    'FCN-8s 用不到训练设置“深度”。',
    '3 个对象未导入',
    '2 个对象已导入，但略去了部分内容',
  ]);
});

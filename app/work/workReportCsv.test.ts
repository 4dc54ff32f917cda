import { expect, test } from 'vitest';
import { workReport } from './workReport.ts';
import { workReportCsv } from './workReportCsv.ts';

test('every number of the report stands on a line of its own, whatever labels are called', () => {
  const csv = workReportCsv(
    workReport({
      objects: [1000, 2500, 4000].map((activeMs) => ({
        ...{ labelId: 'l', modelId: null, fate: 'drawn', activeMs, isMeasured: true, decidedAt: 0 },
      })),
      days: [{ day: '2026-11-30', activeMs: 9000 }],
      since: 0,
      labelName: () => '=cell, "big"',
      modelName: (id) => id,
    }),
  );
  const lines = csv.split('\r\n');
  expect(lines[0]).toBe('part,name,fate,measure,value');
  expect(lines.at(-1)).toBe('');
  expect(lines).toContain('day,2026-11-30,,active_seconds,9');
  expect(lines).toContain(`label,"'=cell, ""big""",drawn,median_seconds,2.5`);
  expect(lines).toContain('all,,untouched,median_seconds,');
  expect(lines.filter((line) => line.startsWith('saving'))).toEqual([]);
});

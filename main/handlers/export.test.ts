import { createRouterClient } from '@orpc/server';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HostContext } from '../host/hostContext.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { exportHandlers } from './export.ts';

test('a model leaves with its card, and a model without files leaves nothing', async () => {
  const { folder, project, context } = createJobHost();
  const projects = { required: () => project };
  const client = createRouterClient(exportHandlers, { context: { ...context, projects } as unknown as HostContext });
  const model = { runId: 'r', name: 'm', createdAt: 1, architecture: 'unet', labels: ['cell'], byteSize: 5 };
  const trained = { trainedOnImages: 1, trainedOnObjects: 1, validationDice: null, datasetHash: 'h' };
  project.models.add({ id: 'whole', ...model, ...trained });
  project.models.add({ id: 'empty', ...model, ...trained });
  mkdirSync(project.models.folder('whole'), { recursive: true });
  for (const file of ['model.onnx', 'card.json', 'notes.txt']) {
    writeFileSync(join(project.models.folder('whole'), file), file);
  }
  const out = join(folder, 'out');
  expect(await client.model({ modelId: 'whole', folder: out })).toEqual({ folder: out });
  expect([readdirSync(out).sort(), readFileSync(join(out, 'model.onnx'), 'utf8')]).toEqual([
    ['card.json', 'model.onnx'],
    'model.onnx',
  ]);
  await expect(client.model({ modelId: 'empty', folder: join(folder, 'none') })).rejects.toMatchObject({
    code: 'NO_MODEL',
  });
  await expect(client.model({ modelId: 'whole', folder: project.folder })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(readdirSync(folder).sort()).toEqual(['out', 'project']);
});

import { expect, it } from 'vitest';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import { planFor } from './plannedTraining.ts';

const nothing: DeviceMemory = { findings: [], speeds: [] };
const card: DeviceMemory = {
  findings: [{ device: 'webgpu', works: true, faster: true, reason: 'It works.', fix: '', triedAt: 0 }],
  speeds: [],
};

it.each([
  ['auto', nothing, 16],
  ['auto', card, 32],
  ['cpu', card, 16],
  ['webgpu', nothing, 32],
] as const)('plans for %s by what is known of the machine, %j', (wanted, known, width) => {
  expect(planFor({ labels: [], images: [], objectsByImage: new Map() }, wanted, known).config.width).toBe(width);
});

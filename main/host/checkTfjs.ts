import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { DoctorCheck } from '../../app/contract/views.ts';
import { isTfjsMadeFor } from '../engines/installTfjs.ts';
import { tfjsProbe } from '../processes/workerEntry.ts';
import { workerEnvironment } from '../processes/workerEnvironment.ts';
import { tfjsFolder } from './userFolders.ts';

const probeTimeoutMs = 60_000;
const probeAnswer = v.object({ usable: v.boolean(), reason: v.string(), fix: v.string() });

/** In a process of its own: a broken driver ends the process that loads it. */
export async function checkTfjs(): Promise<Omit<DoctorCheck, 'name'>> {
  const options = { timeout: probeTimeoutMs, killSignal: 'SIGKILL', env: workerEnvironment() } as const;
  const probe = promisify(execFile)(process.execPath, [tfjsProbe(), tfjsFolder()], options);
  const line = await probe.then(({ stdout }) => stdout.trim().split('\n').at(-1) ?? '').catch(() => null);
  if (line === null) {
    return { state: 'limited', finding: 'its driver ended the test program', advice: 'Train on another device.' };
  }
  const { usable, reason, fix } = v.parse(probeAnswer, JSON.parse(line));
  const finding = { state: usable ? 'good' : 'limited', finding: reason, advice: fix } as const;
  return isTfjsMadeFor(process.platform, process.arch) ? { ...finding, installs: 'tfjs-gpu' } : finding;
}

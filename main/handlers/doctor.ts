import { runDoctorChecks } from '../host/doctorChecks.ts';
import { version } from '../host/version.ts';
import { os } from './implementer.ts';

export const doctorHandler = os.doctor.handler(async ({ context }) => ({
  checks: await runDoctorChecks(context),
  speeds: (await context.knownDevices.read()).speeds,
  version,
  platform: `${process.platform}-${process.arch}`,
}));

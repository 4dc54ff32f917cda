import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { notices } from './notices.svelte.ts';
import { picker } from './picker.svelte.ts';
import { session } from './session.svelte.ts';
import type { ProjectSummary } from '../../app/contract/views.ts';

/** Opens a project by `call` and shows it; a failure becomes a notice. Resolves with whether it worked. */
async function enterBy(call: () => Promise<ProjectSummary>): Promise<boolean> {
  try {
    session.enter(await call());
    return true;
  } catch (error) {
    notices.show('error', messageOf(error));
    return false;
  }
}

export function openProject(path: string): Promise<boolean> {
  return enterBy(() => host.project.open({ path }));
}

export async function createSampleProject(): Promise<void> {
  session.isMakingSample = true;
  await enterBy(() => host.project.createSample({}));
  session.isMakingSample = false;
}

export async function pickAndOpenProject(): Promise<void> {
  const { openTitle, openConfirm } = messages.start;
  const path = await picker.pickOne({ title: openTitle, want: 'project', confirm: openConfirm });
  if (path !== null) await openProject(path);
}

export async function closeProject(): Promise<void> {
  try {
    await host.project.close();
    session.leave();
  } catch (error) {
    notices.show('error', messageOf(error));
  }
}

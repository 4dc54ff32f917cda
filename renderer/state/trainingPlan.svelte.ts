import { reasonText, type PlanReason } from '../../app/training/plan/planReasons.ts';
import { weightKeys } from '../../app/training/plan/goingOn.ts';
import { messages } from '../messages/messages.ts';
import type { Device, SessionDevice } from '../../app/contract/workerMessages.ts';
import type { TrainingPlan } from '../../app/contract/views.ts';
import { host, messageOf } from './host.ts';
import { jobs } from './jobs.svelte.ts';
import { notices } from './notices.svelte.ts';
import { runs } from './runs.svelte.ts';

/** Where a trained network may run. */
export type SessionChoice = 'auto' | SessionDevice;
export const sessionChoices: readonly SessionChoice[] = ['auto', 'cpu', 'webgpu', 'cuda'];
export type DeviceChoice = 'auto' | Device;
export const deviceChoices: readonly DeviceChoice[] = [...sessionChoices, 'tfjs'];
export const minuteChoices: readonly number[] = [2, 5, 10, 30];

/** Settings that the beginning of a training depends on, and by it the plan. */
const decidesBeginning: ReadonlySet<string> = new Set([...weightKeys, 'initialModel', 'fromModel']);
/** Ways to begin that nobody has to be told of when they are taken. */
const expected: readonly PlanReason['kind'][] = ['goesOn', 'beginsAfresh', 'ownBeginning'];

/** What a press of the training button would do, and what the person changed about it. */
class PlannedTraining {
  plan = $state.raw<TrainingPlan | null>(null);
  #failure = $state.raw<unknown>(null);
  /** `null`: as the plan says. */
  chosenMinutes = $state<number | null>(null);
  device = $state<DeviceChoice>('auto');
  /** Where a trained network then labels: tfjs only trains. */
  readonly sessionDevice: SessionChoice = $derived(this.device === 'tfjs' ? 'auto' : this.device);
  /** Settings of the expert form that differ from the plan, by key. */
  changes = $state.raw<Readonly<Record<string, unknown>>>({});
  /** A model of the project to begin with; `null`: none; `undefined`: the one in use. */
  beginWith = $state<string | null | undefined>(undefined);
  isStarting = $state(false);
  #latest = 0;

  readonly plannedMinutes: number = $derived.by(() => {
    const planned = this.plan?.choices.find(({ key }) => key === 'minutes')?.value;
    return typeof planned === 'number' ? planned : 5;
  });
  readonly minutes: number = $derived(this.chosenMinutes ?? this.plannedMinutes);

  get problem(): string | null {
    return this.#failure === null ? null : messageOf(this.#failure);
  }

  /** Only the answer to the last question counts. */
  async read(): Promise<void> {
    const question = ++this.#latest;
    try {
      const plan = await host.training.plan({ device: this.device, ...this.#wishes() });
      if (question !== this.#latest) return;
      this.plan = plan;
      this.#failure = null;
    } catch (error) {
      if (question !== this.#latest) return;
      this.plan = null;
      this.#failure = error;
    }
  }

  #wishes(): { config: Record<string, unknown>; beginWith?: string | null } {
    return { config: { ...this.changes }, ...(this.beginWith === undefined ? {} : { beginWith: this.beginWith }) };
  }

  async chooseDevice(device: DeviceChoice): Promise<void> {
    this.device = device;
    await this.read();
  }

  async chooseBeginning(beginWith: string | null | undefined): Promise<void> {
    this.beginWith = beginWith;
    await this.read();
  }

  setChange(key: string, value: unknown): void {
    const planned = this.plan?.config[key];
    const others = Object.fromEntries(Object.entries(this.changes).filter(([known]) => known !== key));
    this.changes = value === planned ? others : { ...others, [key]: value };
    if (decidesBeginning.has(key)) void this.read();
  }

  async dropChanges(): Promise<void> {
    this.changes = {};
    await this.read();
  }

  async start(): Promise<void> {
    this.isStarting = true;
    try {
      const { minutes, device } = this;
      const { runId, beginning, job } = await host.training.start({ minutes, device, ...this.#wishes() });
      if (!expected.includes(beginning.reason.kind)) {
        notices.show('warning', reasonText(beginning.reason, messages.planReasons));
      }
      jobs.add(job);
      await runs.show(runId);
    } catch (error) {
      notices.show('error', messageOf(error));
    }
    this.isStarting = false;
  }
}

export const plannedTraining = new PlannedTraining();

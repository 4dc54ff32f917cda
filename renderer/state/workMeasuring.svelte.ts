import { createWorkClock } from '../../app/work/workClock.ts';

const storageKey = 'maskwright.measuresWork';
const touches = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

/** Measures the person's active time in the label view, for the project alone. A choice of this machine switches it off. */
class WorkMeasuring {
  #isOn = $state(localStorage.getItem(storageKey) !== 'off');
  #clock = createWorkClock();

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Nothing that was measured before is deleted. */
  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    this.#clock = createWorkClock();
    localStorage.setItem(storageKey, isOn ? 'on' : 'off');
  }

  /** Called where labelling begins; the returned disposer, where it ends. */
  start(): () => void {
    const touch = (event: Event): void => this.#clock.touch(event.timeStamp);
    const leave = (): void => this.#clock.leave(performance.now());
    for (const kind of touches) addEventListener(kind, touch, { capture: true, passive: true });
    addEventListener('blur', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      leave();
      for (const kind of touches) removeEventListener(kind, touch, { capture: true });
      removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', leave);
    };
  }

  /** The active time since the gesture before; nothing where it is not measured. */
  take(): { readonly activeMs?: number } {
    return this.#isOn ? { activeMs: this.#clock.take(performance.now()) } : {};
  }
}

export const workMeasuring = new WorkMeasuring();

/**
 * A key that works while it is held, and as a switch where it is tapped. A held key is pressed again and again by the
 * system; that changes nothing.
 */
export interface FlickerSwitch {
  /** `ending`: off again, by a press that has not been let go. */
  readonly state: 'off' | 'held' | 'latched' | 'ending';
  readonly pressedAtMs: number;
}

/** A press that is let go sooner is a tap. */
const tapMs = 300;

export const flickerOff: FlickerSwitch = { state: 'off', pressedAtMs: 0 };

const afterPress = { off: 'held', held: 'held', latched: 'ending', ending: 'ending' } as const;

export function pressed(current: FlickerSwitch, atMs: number): FlickerSwitch {
  const state = afterPress[current.state];
  return state === current.state ? current : { state, pressedAtMs: atMs };
}

export function released(current: FlickerSwitch, atMs: number): FlickerSwitch {
  if (current.state === 'ending') return flickerOff;
  if (current.state !== 'held') return current;
  return atMs - current.pressedAtMs < tapMs ? { ...current, state: 'latched' } : flickerOff;
}

export function isOn({ state }: FlickerSwitch): boolean {
  return state === 'held' || state === 'latched';
}

export function isDown({ state }: FlickerSwitch): boolean {
  return state === 'held' || state === 'ending';
}

/** Off by another way; a key that is still down does not switch it on again. */
export function switchedOff(current: FlickerSwitch): FlickerSwitch {
  return isDown(current) ? { ...current, state: 'ending' } : flickerOff;
}

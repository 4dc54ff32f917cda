import { neighbourRules } from '../../app/model/commands/neighbours.ts';
import { concernChoices, type NeighbourWishes } from '../tools/neighbourhood.ts';

const keys = {
  rule: 'maskwright.neighbours.rule',
  concerns: 'maskwright.neighbours.concerns',
  snaps: 'maskwright.neighbours.snaps',
};

/** What was stored of one of these choices, or the first of them. */
function storedChoice<C extends string>(key: string, choices: readonly [C, ...C[]]): C {
  return choices.find((choice) => choice === localStorage.getItem(key)) ?? choices[0];
}

/** How new shapes stand to the objects around them; kept on this machine. */
class ChosenNeighbourWishes implements NeighbourWishes {
  #rule = $state(storedChoice(keys.rule, neighbourRules));
  #concerns = $state(storedChoice(keys.concerns, concernChoices));
  #snaps = $state(localStorage.getItem(keys.snaps) === 'true');

  get rule(): NeighbourWishes['rule'] {
    return this.#rule;
  }

  set rule(rule: NeighbourWishes['rule']) {
    this.#rule = rule;
    localStorage.setItem(keys.rule, rule);
  }

  get concerns(): NeighbourWishes['concerns'] {
    return this.#concerns;
  }

  set concerns(concerns: NeighbourWishes['concerns']) {
    this.#concerns = concerns;
    localStorage.setItem(keys.concerns, concerns);
  }

  get snaps(): boolean {
    return this.#snaps;
  }

  set snaps(snaps: boolean) {
    this.#snaps = snaps;
    localStorage.setItem(keys.snaps, String(snaps));
  }

  /** To the next rule, and from the last to the first. */
  turnRule(): void {
    this.rule = neighbourRules[(neighbourRules.indexOf(this.#rule) + 1) % neighbourRules.length] ?? 'free';
  }
}

export const neighbourWishes = new ChosenNeighbourWishes();

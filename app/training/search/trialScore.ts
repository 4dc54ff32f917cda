/** What trials are compared by: the Dice of pixels, or found objects where touching ones are told apart. */
export type ScoreMeasure = 'dice' | 'objects';

/** By a training configuration, which all trials have in common. */
export function measureOf(config: Readonly<Record<string, unknown>>): ScoreMeasure {
  return (config['separation'] ?? 'components') === 'components' ? 'dice' : 'objects';
}

import { sentenceOf, type Sentences } from '../contract/sentences.ts';
import { architectureFacts, multipleOfPatch } from './architectures.ts';
import { outputPlanes } from './separation.ts';
import type { TrainConfig } from './trainConfig.ts';

/** Why no network can be built from the settings; `network` is its name. */
export type ArchitectureProblem =
  | { readonly kind: 'depth'; readonly network: string; readonly least: number; readonly most: number }
  | { readonly kind: 'needsCentres'; readonly network: string }
  /** `below` is 0 where the smallest size is `multiple`. */
  | { readonly kind: 'patchSize'; readonly network: string; readonly multiple: number; readonly below: number };
export type ArchitectureProblemSentences = Sentences<ArchitectureProblem>;

/** `null` where a network can be built. */
export function architectureProblem(config: TrainConfig): ArchitectureProblem | null {
  const { architecture, depth, patchSize, separation } = config;
  const { name: network, depths, tasks } = architectureFacts[architecture];
  if (depths !== null && (depth < depths.least || depth > depths.most)) return { kind: 'depth', network, ...depths };
  if (!tasks.includes('semantic') && outputPlanes[separation].maps.length !== outputPlanes.centres.maps.length) {
    return { kind: 'needsCentres', network };
  }
  const multiple = multipleOfPatch(config);
  if (patchSize % multiple === 0) return null;
  return { kind: 'patchSize', network, multiple, below: Math.floor(patchSize / multiple) * multiple };
}

/** For the command line, which takes settings by their keys. */
export const architectureProblemsInEnglish: ArchitectureProblemSentences = {
  depth: ({ network, least, most }) => `${network} needs the training setting "depth" from ${least} to ${most}.`,
  needsCentres: ({ network }) =>
    `${network} finds objects by their centres: set the training setting "separation" to "centres".`,
  patchSize: ({ network, multiple, below }) => {
    const nearest = below === 0 ? `${multiple}` : `${below} or ${below + multiple}`;
    return `The training setting "patchSize" must be a multiple of ${multiple} for ${network}, such as ${nearest}.`;
  },
};

export function architectureProblemText(problem: ArchitectureProblem, sentences: ArchitectureProblemSentences): string {
  return sentenceOf(problem, sentences);
}

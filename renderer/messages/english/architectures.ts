import type { ArchitectureProblemSentences } from '../../../app/training/architectureProblem.ts';
import { architectureFacts, type ArchitectureName } from '../../../app/training/architectures.ts';

/** As in the form, which shows settings by their names. */
const problems: ArchitectureProblemSentences = {
  depth: ({ network, least, most }) => `${network} needs a depth from ${least} to ${most}.`,
  needsCentres: ({ network }) => `${network} finds objects by their centres: tell touching objects apart by centres.`,
  patchSize: ({ network, multiple, below }) => {
    const nearest = below === 0 ? `${multiple}` : `${below} or ${below + multiple}`;
    return `The cut-out size must be a multiple of ${multiple} for ${network}, such as ${nearest}.`;
  },
};

/** What stands beside the choice of a network; its name is the same in every language. */
export const architectures = {
  sentences: Object.fromEntries(Object.entries(architectureFacts).map(([name, { sentence }]) => [name, sentence])) as {
    readonly [A in ArchitectureName]: string;
  },
  paper: (paper: string) => `From the paper of ${paper}.`,
  unused: (network: string) => `${network} has no use for this.`,
  problems,
};

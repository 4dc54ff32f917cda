import { architectureFacts, type ArchitectureName } from '../../../app/training/architectures.ts';

/** What stands beside the choice of a network; its name is the same in every language. */
export const architectures = {
  sentences: Object.fromEntries(Object.entries(architectureFacts).map(([name, { sentence }]) => [name, sentence])) as {
    readonly [A in ArchitectureName]: string;
  },
  paper: (paper: string) => `From the paper of ${paper}.`,
  unused: (network: string) => `${network} has no use for this.`,
};

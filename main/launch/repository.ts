import { fileURLToPath } from 'node:url';

/** The checkout that these scripts belong to; they are not part of the packed program. */
export const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url));

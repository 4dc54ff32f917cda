import { buildPage } from './buildPage.ts';
import { buildPrograms } from './buildPrograms.ts';

/** `npm run build`: everything that is packed, below `out/`. */
await buildPage();
await buildPrograms();

import { join } from 'node:path';
import { createServer } from 'vite';
import { createHost } from '../host/host.ts';
import { startLoopbackServer } from '../server/loopbackServer.ts';
import { repositoryFolder } from './repository.ts';

/** `npm run dev`: the page from its sources, reloading as they change, on a host that runs from its sources. */
const host = await createHost({ logLevel: 'debug' });
const backend = await startLoopbackServer(host.fetch, host.context.log);
const admission = await fetch(backend.address, { redirect: 'manual' });
const cookie = (admission.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

// The proxy speaks to the host as its own page would: with its cookie, its name and its origin.
const toHost = { target: backend.origin, changeOrigin: true, headers: { cookie, origin: backend.origin } };
const page = await createServer({
  configFile: join(repositoryFolder, 'vite.config.ts'),
  root: join(repositoryFolder, 'renderer'),
  server: { host: '127.0.0.1', proxy: { '/rpc': toHost, '/images': toHost, '/runs': toHost } },
});
await page.listen();
page.printUrls();

const end = (): void => {
  void Promise.all([page.close(), backend.close()])
    .then(() => host.close())
    .finally(() => process.exit());
};
process.once('SIGINT', end);
process.once('SIGTERM', end);

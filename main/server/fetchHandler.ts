import { RPCHandler } from '@orpc/server/fetch';
import { router } from '../handlers/router.ts';
import type { HostContext } from '../host/hostContext.ts';
import { cutOutsFolderOf } from '../media/cacheFolder.ts';
import { answerImageRequest } from '../media/imageRoutes.ts';
import { answerFile } from './fileAnswer.ts';
import type { FetchHandler } from './nodeBridge.ts';
import { withSecurityHeaders } from './securityHeaders.ts';

const notBuilt = 'The page has not been built yet. Run "npm run build" once, then reload.';
const neverChanges = 'private, max-age=31536000, immutable';

/** The one door of the host: the contract, pictures, and the page itself. */
export function createFetchHandler(context: HostContext, pageFolder: string): FetchHandler {
  const rpc = new RPCHandler<HostContext>(router);
  const routes: readonly {
    readonly prefix: string;
    readonly answer: (request: Request, path: string) => Promise<Response | null>;
  }[] = [
    {
      prefix: '/rpc/',
      answer: async (request) => (await rpc.handle(request, { prefix: '/rpc', context })).response ?? null,
    },
    { prefix: '/images/', answer: (request) => answerImageRequest(context, request) },
    { prefix: '/runs/', answer: (request, path) => answerRunPreview(context, request, path) },
    { prefix: '/cut-outs/', answer: (request, path) => answerCutOut(context, request, path) },
    { prefix: '/', answer: (request, path) => answerPage(request, path, pageFolder) },
  ];
  return async (request) => {
    const path = decodedPath(request);
    const route = path === null ? undefined : routes.find(({ prefix }) => path.startsWith(prefix));
    const response = path === null || !route ? null : await route.answer(request, path);
    return withSecurityHeaders(response ?? new Response('Not found', { status: 404 }));
  };
}

function decodedPath(request: Request): string | null {
  try {
    return decodeURIComponent(new URL(request.url).pathname);
  } catch {
    return null; // a malformed escape names nothing
  }
}

const previewPath = /^\/runs\/([\w-]+)\/previews\/([\w-]+\.[a-z0-9]+)$/;

async function answerRunPreview(context: HostContext, request: Request, path: string): Promise<Response | null> {
  const [, runId, file] = previewPath.exec(path) ?? [];
  const project = context.projects.current();
  if (runId === undefined || file === undefined || !project) return null;
  return answerFile(request, project.runs.folder(runId), `previews/${file}`, neverChanges);
}

const cutOutPath = /^\/cut-outs\/([\da-f]{32})\/(\d+\.png)$/;

async function answerCutOut(context: HostContext, request: Request, path: string): Promise<Response | null> {
  const [, key, file] = cutOutPath.exec(path) ?? [];
  const project = context.projects.current();
  if (key === undefined || file === undefined || !project) return null;
  return answerFile(request, cutOutsFolderOf(project.folder), `${key}/${file}`, neverChanges);
}

async function answerPage(request: Request, path: string, pageFolder: string): Promise<Response | null> {
  if (path !== '/') {
    // Names below assets/ carry the hash of their content.
    return answerFile(request, pageFolder, path, path.startsWith('/assets/') ? neverChanges : 'no-cache');
  }
  const page = await answerFile(request, pageFolder, 'index.html', 'no-cache');
  return page ?? new Response(notBuilt, { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

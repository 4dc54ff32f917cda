import { join } from 'node:path';

/** Node and the host's entry, as files: plain Node cannot read inside an asar archive. */
export interface HostPrograms {
  readonly nodePath: string;
  readonly entry: string;
}

export function hostPrograms(surroundings: {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  /** Folder of the bundled shell, `out/shell`. */
  readonly shellFolder: string;
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
}): HostPrograms {
  if (surroundings.isPackaged) {
    const folder = join(surroundings.resourcesPath, 'host');
    const node = surroundings.platform === 'win32' ? 'node.exe' : 'node';
    return { nodePath: join(folder, node), entry: join(folder, 'host.js') };
  }
  // `npm start` names the Node that it runs on; the host runs from its sources.
  return {
    nodePath: surroundings.environment.MASKWRIGHT_NODE ?? 'node',
    entry: join(surroundings.shellFolder, '..', '..', 'main', 'host', 'entry.ts'),
  };
}

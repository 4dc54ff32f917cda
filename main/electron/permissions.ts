import { isOwnAddress } from './ownAddress.ts';

/** All that the page may ask of the system; Electron's own default would be to grant everything. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** The part of a session that grants permissions. */
export interface PermissionSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (isGranted: boolean) => void,
      details: { requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, requestingOrigin: string) => boolean,
  ): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export function denyPermissions(session: PermissionSession): void {
  const decide = (permission: string, address: string): boolean => granted.has(permission) && isOwnAddress(address);
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(decide(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => decide(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
}

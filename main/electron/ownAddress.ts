/** The page's only home in the desktop program. */
export const scheme = 'maskwright';
export const ownOrigin = `${scheme}://studio`;

/** Compares parts, not text: `maskwright://studio.evil` and `maskwright://user@studio` are not ours. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  // Node gives custom schemes the origin 'null', so that protocol and host are compared instead.
  return url !== null && `${url.protocol}//${url.host}` === ownOrigin && url.username === '' && url.password === '';
}

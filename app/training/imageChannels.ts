/** Images are grey together only where every one is. */
export function imageChannels(images: readonly { readonly channels: 1 | 3 }[]): 1 | 3 {
  return images.every(({ channels }) => channels === 1) ? 1 : 3;
}

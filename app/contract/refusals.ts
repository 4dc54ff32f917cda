import { sentenceOf, type Sentences } from './sentences.ts';

/** Why a file, a row or an object was not taken, where that happens to sound files. */
type KnownReason =
  | { readonly kind: 'sameContent'; readonly original: string }
  | { readonly kind: 'projectFolder' }
  | { readonly kind: 'brokenLink' }
  | { readonly kind: 'unreadableFolder'; readonly code: string }
  | { readonly kind: 'maskOfImage'; readonly image: string }
  | { readonly kind: 'noSuchImage'; readonly name: string }
  | { readonly kind: 'severalImages'; readonly name: string; readonly matches: readonly string[] }
  | { readonly kind: 'otherSize'; readonly said: PixelSize; readonly image: PixelSize }
  /** An image that was not taken, and with it so many objects. */
  | { readonly kind: 'withObjects'; readonly because: RefusalReason; readonly objects: number }
  | { readonly kind: 'noPixels' }
  /** An image with accepted objects. */
  | { readonly kind: 'rejectedImage'; readonly objects: number }
  /** Objects were taken without what the file says of this attribute. */
  | { readonly kind: 'attributeLeftOut'; readonly objects: number }
  | { readonly kind: 'labelGone' }
  | { readonly kind: 'folderWithoutLabel'; readonly objects: number }
  | { readonly kind: 'valueWithoutLabel'; readonly value: string; readonly pixels: number };

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** A sentence where the reader of a damaged file made one, else data. */
export type RefusalReason = string | KnownReason;
export type RefusalSentences = Sentences<KnownReason>;

export const refusalsInEnglish: RefusalSentences = {
  sameContent: ({ original }) => `It has the same content as "${original}" in the project.`,
  projectFolder: () => 'This is the folder of a Maskwright project: the files in it are passed over.',
  brokenLink: () => 'This link leads nowhere.',
  unreadableFolder: ({ code }) => `This folder cannot be read (${code}).`,
  maskOfImage: ({ image }) =>
    `It is taken for the mask of "${image}": import it as annotations, or choose the file itself if it is an image.`,
  noSuchImage: ({ name }) => `No image of the project is called "${name}".`,
  severalImages: ({ name, matches }) => `"${name}" fits several images of the project: ${matches.join(', ')}.`,
  otherSize: ({ said, image }) =>
    `The file says ${said.width} x ${said.height} pixels, the image has ${image.width} x ${image.height}.`,
  withObjects: ({ because, objects }) => `${refusalInEnglish(because)} Its objects: ${objects}.`,
  noPixels: () => 'It has no pixel inside the image.',
  rejectedImage: ({ objects }) => `A reviewer has rejected the image; accepted objects left out: ${objects}.`,
  attributeLeftOut: ({ objects }) =>
    `The label's attribute does not take its value; objects taken without it: ${objects}.`,
  labelGone: () => 'The project has no label of this name any more; its objects were left out.',
  folderWithoutLabel: ({ objects }) => `No label is given for its folder; objects left out: ${objects}.`,
  valueWithoutLabel: ({ value, pixels }) => `No label is given for the value ${value}; pixels left out: ${pixels}.`,
};

/** `said` puts a finished sentence into the language of the others. */
export function refusalText(
  reason: RefusalReason,
  sentences: RefusalSentences,
  said: (sentence: string) => string = (sentence) => sentence,
): string {
  return typeof reason === 'string' ? said(reason) : sentenceOf(reason, sentences);
}

export function refusalInEnglish(reason: RefusalReason): string {
  return refusalText(reason, refusalsInEnglish);
}

/** CSS pixels: of the strip without its pictures, that is its bar and the names; of an item; and of what one grows by. */
const besidePictures = 62;
const least = 116;
const most = 276;
const step = 20;

/** Of an item whose picture, as high as a strip of this height leaves it, is four thirds as wide. CSS pixels. */
export function itemWidthFor(stripHeight: number): number {
  const wanted = ((stripHeight - besidePictures) * 4) / 3;
  return Math.min(Math.max(least + Math.floor((wanted - least) / step) * step, least), most);
}

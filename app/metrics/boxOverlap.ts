/** x, y, width, height in pixels; parts of pixels are allowed. */
export type Box = readonly [number, number, number, number];

/** Intersection over union of two boxes, 0-1; with a crowd over the detection's area (pycocotools, maskApi.c, bbIou). */
export function boxIou(detection: Box, truth: Box, isCrowd: boolean): number {
  const width = Math.min(detection[0] + detection[2], truth[0] + truth[2]) - Math.max(detection[0], truth[0]);
  if (width <= 0) return 0;
  const height = Math.min(detection[1] + detection[3], truth[1] + truth[3]) - Math.max(detection[1], truth[1]);
  if (height <= 0) return 0;
  const common = width * height;
  const area = detection[2] * detection[3];
  return common / (isCrowd ? area : area + truth[2] * truth[3] - common);
}

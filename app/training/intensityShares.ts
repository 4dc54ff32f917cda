/** Share of an image's values that are black, and share up to white, where each image is measured by itself. */
export const blackShare = 0.01;
export const whiteShare = 0.998;

/** Class of pixels that no loss and no score counts. */
export const ignoredClass = 255;

/** Colours of what only one of the two has, and of what both have: apart for everybody, and from each other in lightness. */
export const differenceColours = {
  first: [255, 150, 40],
  second: [40, 170, 255],
  both: [150, 150, 150],
} as const;

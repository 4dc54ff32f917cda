/** What moves the borders between the parts of the label view. */
export const layout = {
  resizeSide: 'Width of the panels',
  resizePanels: 'Height of the panels',
  resizeStrip: 'Height of the image strip',
};

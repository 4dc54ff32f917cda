/**
 * Whether no place stands twice in `indices`, lists of one number for each of the axes of `sizes` one after another;
 * negative ones count from the end. Where one does, what meets there depends on chance: onnxruntime's ScatterND works
 * with several threads, of which one loses what another has done.
 */
export function standOnce(indices: readonly number[], sizes: readonly number[]): boolean {
  const count = indices.length / sizes.length;
  const places = Array.from({ length: count }, (_, row) =>
    sizes.reduce((place, size, axis) => {
      const index = indices[row * sizes.length + axis] ?? 0;
      return place * size + (index < 0 ? index + size : index);
    }, 0),
  );
  return new Set(places).size === count;
}

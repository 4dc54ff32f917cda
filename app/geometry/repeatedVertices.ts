import type { Ring } from './geometry.ts';

/** The ring without vertices that lie where the one before lies. */
export function withoutRepeatedVertices(ring: Ring): Ring {
  return ring.filter((_, index) => {
    const vertex = index - (index % 2);
    const before = (vertex + ring.length - 2) % ring.length;
    return ring[vertex] !== ring[before] || ring[vertex + 1] !== ring[before + 1];
  });
}

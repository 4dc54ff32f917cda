import { loadTile, type Tile, tileUrl } from './tile.ts';
import type { TilePyramid } from '../../app/contract/tilePyramid.ts';
import type { TileAddress } from './tilePlan.ts';

const LARGEST_CACHE_BYTES = 256 * 2 ** 20;
const MOST_LOADS_AT_ONCE = 8;
/** A tile that could not be loaded is asked for again when the view changes after this time. */
const RETRY_AFTER_MS = 2000;

interface Order {
  readonly url: string;
  readonly imageId: string;
  readonly pyramid: TilePyramid;
}

interface Load extends Order {
  readonly abort: AbortController;
}

/**
 * Loaded tiles, the most recently drawn kept, up to a number of bytes. What the canvas wants is loaded in the order in
 * which it was asked for; loads that the canvas no longer wants are cancelled.
 */
export interface TileCache {
  get(imageId: string, address: TileAddress): Tile | null;
  /** Replaces the list of wanted tiles: those in view first, then those that may be wanted next. */
  want(tiles: readonly WantedTile[]): void;
  /** Tiles that failed may be wanted again at once. */
  forgetFailures(): void;
  /** Calls `listener` when a tile has come. */
  onLoaded(listener: () => void): () => void;
}

export interface WantedTile {
  readonly imageId: string;
  readonly pyramid: TilePyramid;
  readonly address: TileAddress;
}

export function createTileCache(onFailure: (imageId: string, error: unknown) => void): TileCache {
  const tiles = new Map<string, Tile>();
  const loads = new Map<string, Load>();
  const failedAt = new Map<string, number>();
  const listeners = new Set<() => void>();
  let queue: Order[] = [];
  let bytes = 0;

  const makeRoom = () => {
    for (const [url, tile] of tiles) {
      if (bytes <= LARGEST_CACHE_BYTES) return;
      tiles.delete(url);
      bytes -= tile.byteSize;
      tile.release();
    }
  };

  const start = (order: Order) => {
    const { url, imageId, pyramid } = order;
    const abort = new AbortController();
    loads.set(url, { ...order, abort });
    loadTile(url, pyramid, abort.signal)
      .then((tile) => {
        failedAt.delete(url);
        tiles.set(url, tile);
        bytes += tile.byteSize;
        makeRoom();
        for (const listener of listeners) listener();
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        failedAt.set(url, performance.now());
        onFailure(imageId, error);
      })
      .finally(() => {
        if (loads.get(url)?.abort === abort) loads.delete(url);
        pump();
      });
  };

  const mayLoad = (url: string) => performance.now() - (failedAt.get(url) ?? -Infinity) > RETRY_AFTER_MS;

  const pump = () => {
    while (loads.size < MOST_LOADS_AT_ONCE) {
      const next = queue.shift();
      if (next === undefined) return;
      if (!tiles.has(next.url) && !loads.has(next.url)) start(next);
    }
  };

  return {
    get: (imageId, address) => {
      const url = tileUrl(imageId, address);
      const tile = tiles.get(url);
      if (tile === undefined) return null;
      // The map keeps insertion order: what was used last goes to the end and is dropped last.
      tiles.delete(url);
      tiles.set(url, tile);
      return tile;
    },
    want: (wanted) => {
      const urls = new Set(wanted.map(({ imageId, address }) => tileUrl(imageId, address)));
      for (const [url, load] of loads) {
        if (urls.has(url)) continue;
        load.abort.abort();
        loads.delete(url);
      }
      queue = wanted
        .map(({ imageId, address, pyramid }) => ({ url: tileUrl(imageId, address), imageId, pyramid }))
        .filter(({ url }) => !tiles.has(url) && !loads.has(url) && mayLoad(url));
      pump();
    },
    forgetFailures: () => failedAt.clear(),
    onLoaded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Folders of models that work at hand reads, so that none is deleted under it. */
export interface ModelReaders {
  /** Returns what ends the reading; it may be called twice. */
  hold(modelFolder: string): () => void;
  isRead(modelFolder: string): boolean;
}

export function createModelReaders(): ModelReaders {
  const counts = new Map<string, number>();
  const add = (folder: string, change: number): void => {
    const count = (counts.get(folder) ?? 0) + change;
    if (count === 0) counts.delete(folder);
    else counts.set(folder, count);
  };
  return {
    hold: (folder) => {
      let isHeld = true;
      add(folder, 1);
      return () => {
        if (isHeld) add(folder, -1);
        isHeld = false;
      };
    },
    isRead: (folder) => counts.has(folder),
  };
}

import { session } from './session.svelte.ts';

export type DataDialog = 'importImages' | 'importAnnotations' | 'exportCoco';

/** Which dialog of the data view is asked for; the palette opens them from everywhere. */
class DataDialogs {
  shown = $state<DataDialog | null>(null);
  /** Paths that were dropped on the page, for the import dialog to begin with. */
  droppedPaths = $state.raw<readonly string[]>([]);

  /** From another view: what the dialog starts shows in the data view. */
  showOnDataView(dialog: DataDialog): void {
    session.view = 'data';
    this.shown = dialog;
  }

  close(): void {
    this.shown = null;
    this.droppedPaths = [];
  }
}

export const dataDialogs = new DataDialogs();

import { roleName } from '../../../app/formats/maskImages.ts';
import { host } from '../../state/host.ts';
import { labels } from '../../state/labels.svelte.ts';
import { baseName } from '../../state/paths.ts';
import { maskLabelProblems, maskLabelTable, type MaskLabel, type MaskLabelKind } from './maskLabels.ts';

/** What the masks show: objects of one label, an object for every value, or several labels. */
export const maskContents = ['label', 'ids', 'values', 'folders'] as const;
export type MaskContent = (typeof maskContents)[number];

export const largestThreshold = 65_535;

/** The part of a mask import beside its folder, as `import.masks` takes it. */
export interface MaskOrder {
  readonly label?: string;
  readonly labels?: Record<string, string>;
  readonly threshold?: number;
  readonly invert?: boolean;
  readonly ids?: boolean;
}

/** What the person says about a folder of masks, checked as it is typed. */
export class MaskImportForm {
  content = $state<MaskContent>('label');
  label = $state(labels.list[0]?.name ?? '');
  threshold = $state<number | null>(null);
  invert = $state(false);
  /** For labels by folder: the masks in them number their objects. */
  foldersHoldIds = $state(false);
  rows: { readonly [K in MaskLabelKind]: { key: string; label: string }[] } = $state({
    values: [emptyRow()],
    folders: [emptyRow()],
  });
  /** Folders directly in the chosen one, and its own name; `null` until they are read. */
  folders = $state.raw<readonly string[] | null>(null);

  readonly table: MaskLabelKind | null = $derived(
    this.content === 'values' || this.content === 'folders' ? this.content : null,
  );
  readonly problems = $derived(this.table === null ? [] : maskLabelProblems(this.rows[this.table], this.table));
  /** Whether a pixel is object by its brightness. */
  readonly usesThreshold = $derived(this.content === 'label' || (this.content === 'folders' && !this.foldersHoldIds));
  readonly thresholdIsGood = $derived(
    this.threshold === null || (this.threshold >= 0 && this.threshold <= largestThreshold),
  );
  /** Folders that could still be given a label. */
  readonly offeredFolders = $derived.by(() => {
    const named = new Set(this.rows.folders.map(({ key }) => key.trim()));
    return (this.folders ?? []).slice(1).filter((name) => !roleName.test(name) && !named.has(name));
  });

  /** `null` while something is missing or wrong. */
  readonly order: MaskOrder | null = $derived.by(() => {
    const brightness = this.usesThreshold
      ? { invert: this.invert, ...(this.threshold === null ? {} : { threshold: this.threshold }) }
      : {};
    if (this.usesThreshold && !this.thresholdIsGood) return null;
    if (this.table === null) {
      const label = this.label.trim();
      return label === '' ? null : { label, ids: this.content === 'ids', ...brightness };
    }
    const table = maskLabelTable(this.rows[this.table], this.table);
    if (table === null) return null;
    return { labels: { ...table }, ids: this.table === 'folders' && this.foldersHoldIds, ...brightness };
  });

  /** The listing helps with names; without it they are only checked by the import. */
  async readFolders(path: string): Promise<void> {
    this.folders = null;
    const listing = await host.files.list({ path }).catch(() => null);
    if (listing === null) return;
    const below = listing.entries.filter(({ kind }) => kind === 'folder' || kind === 'project');
    this.folders = [baseName(path), ...below.map(({ name }) => name)];
  }

  addRow(kind: MaskLabelKind): void {
    this.rows[kind].push(emptyRow());
  }

  removeRow(kind: MaskLabelKind, index: number): void {
    this.rows[kind].splice(index, 1);
    if (this.rows[kind].length === 0) this.addRow(kind);
  }

  /** A line for every folder; its name is the label until the person gives another. */
  addFolders(): void {
    const told = this.rows.folders.filter(isTold);
    this.rows.folders.splice(0, Infinity, ...told, ...this.offeredFolders.map((name) => ({ key: name, label: name })));
  }

  /** Nested folders are not read: a name that is not directly in the chosen one may still be right. */
  isUnseenFolder({ key }: MaskLabel): boolean {
    return this.content === 'folders' && key.trim() !== '' && this.folders?.includes(key.trim()) === false;
  }
}

function emptyRow(): { key: string; label: string } {
  return { key: '', label: '' };
}

function isTold({ key, label }: MaskLabel): boolean {
  return key.trim() !== '' || label.trim() !== '';
}

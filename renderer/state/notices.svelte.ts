export interface NoticeAction {
  readonly title: string;
  readonly perform: () => void;
}

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'success' | 'warning' | 'error';
  readonly text: string;
  readonly action: NoticeAction | null;
}

/** Errors stay until they are read; the rest leaves by itself. */
const shownForMs: { readonly [K in Notice['kind']]: number | null } = {
  info: 5000,
  success: 5000,
  warning: 10_000,
  error: null,
};
const mostShown = 4;

/** Short messages at the edge of the window. */
class Notices {
  shown = $state.raw<readonly Notice[]>([]);
  #nextId = 1;

  show(kind: Notice['kind'], text: string, action: NoticeAction | null = null): void {
    if (this.shown.some((notice) => notice.kind === kind && notice.text === text)) return;
    const notice: Notice = { id: this.#nextId++, kind, text, action };
    this.shown = [...this.shown, notice].slice(-mostShown);
    const ms = shownForMs[kind];
    if (ms !== null) setTimeout(() => this.dismiss(notice.id), ms);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();

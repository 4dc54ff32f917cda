/** Which of the dialogs of the frame is open; at most one is. */
export type Overlay = 'palette' | 'keySheet' | 'newProject' | 'doctor' | 'settings' | null;

class Overlays {
  shown = $state<Overlay>(null);

  toggle(overlay: Exclude<Overlay, null>): void {
    this.shown = this.shown === overlay ? null : overlay;
  }
}

export const overlays = new Overlays();

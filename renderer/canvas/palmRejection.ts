interface PointerFacts {
  readonly pointerId: number;
  readonly pointerType: string;
}

/** While a pen is down, touches are those of the hand that holds it: they mean nothing until they are lifted. */
export class PalmRejection {
  #pen: number | null = null;
  readonly #fingers = new Set<number>();
  readonly #palms = new Set<number>();

  /** Called for every press; a pen makes palms of the touches that were there before. */
  press({ pointerId, pointerType }: PointerFacts): void {
    if (pointerType === 'pen') {
      this.#pen = pointerId;
      for (const finger of this.#fingers) this.#palms.add(finger);
      this.#fingers.clear();
    } else if (pointerType === 'touch') {
      (this.#pen === null ? this.#fingers : this.#palms).add(pointerId);
    }
  }

  isPalm(pointerId: number): boolean {
    return this.#palms.has(pointerId);
  }

  lift(pointerId: number): void {
    if (this.#pen === pointerId) this.#pen = null;
    this.#fingers.delete(pointerId);
    this.#palms.delete(pointerId);
  }
}

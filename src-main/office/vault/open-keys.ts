interface Copy {
  generation: number;
  key: Buffer;
}

/**
 * Copies of the vault key in memory, one a session, wiped when it closes. Between the writes of a rotation and its commit both keys are
 * there: which of them counts is what the store says, so that neither a failed commit nor a call in between meets the wrong one.
 */
export class OpenKeys {
  readonly #copies = new Map<string, Copy>();
  #coming: Copy | null = null;

  /** Takes over a copy: the caller must not use the buffer afterwards. */
  put(sessionId: string, copy: Copy): void {
    this.wipe(sessionId);
    this.#copies.set(sessionId, copy);
  }

  has(sessionId: string): boolean {
    return this.#copies.has(sessionId);
  }

  /** The key of a session whose vault is open. @param generation as the store has it, read in the same transaction */
  of(sessionId: string, generation: number): Buffer | undefined {
    const copy = this.#copies.get(sessionId);
    if (!copy || copy.generation === generation) return copy?.key;
    return this.#coming?.generation === generation ? this.#coming.key : undefined;
  }

  /** The key, if anybody has the vault open: for work of the office that shows nothing to anybody. */
  ofAnybody(generation: number): Buffer | undefined {
    for (const sessionId of this.#copies.keys()) {
      const key = this.of(sessionId, generation);
      if (key) return key;
    }
    return undefined;
  }

  /** A rotation wrote this key into a transaction that is not committed yet. */
  coming(copy: Copy): void {
    this.#coming?.key.fill(0);
    this.#coming = copy;
  }

  /** After that transaction, however it ended. @param generation as the store has it now */
  settle(generation: number): void {
    const coming = this.#coming;
    if (!coming) return;
    this.#coming = null;
    if (coming.generation === generation) {
      for (const [sessionId, copy] of [...this.#copies])
        if (copy.generation !== generation) this.put(sessionId, { generation, key: Buffer.from(coming.key) });
    }
    coming.key.fill(0);
  }

  wipe(sessionId: string): void {
    this.#copies.get(sessionId)?.key.fill(0);
    this.#copies.delete(sessionId);
  }

  wipeAll(): void {
    for (const sessionId of [...this.#copies.keys()]) this.wipe(sessionId);
    this.#coming?.key.fill(0);
    this.#coming = null;
  }
}

/** Put before every alternative of a text, so that a search for the start of one is a search for a part of the whole. */
export const startMark = ' ';
const blank = 0x20;

/** Texts of all slots one after the other in one array; far smaller and faster to search than strings. */
export class PackedTexts {
  #codes = new Uint16Array(16_384);
  #start = new Uint32Array(1024);
  #length = 0;
  size = 0;

  get codes(): Uint16Array {
    return this.#codes;
  }

  add(text: string): void {
    const end = this.#length + text.length + 1;
    if (end > this.#codes.length) {
      const wider = new Uint16Array(Math.max(end, this.#codes.length * 2));
      wider.set(this.#codes.subarray(0, this.#length));
      this.#codes = wider;
    }
    if (this.size + 1 >= this.#start.length) {
      const wider = new Uint32Array(this.#start.length * 2);
      wider.set(this.#start);
      this.#start = wider;
    }
    this.#codes[this.#length] = blank;
    for (let index = 0; index < text.length; index += 1) this.#codes[this.#length + 1 + index] = text.charCodeAt(index);
    this.#length = end;
    this.size += 1;
    this.#start[this.size] = end;
  }

  /** Frees the unused rest of the array. */
  trim(): void {
    this.#codes = this.#codes.slice(0, this.#length);
    this.#start = this.#start.slice(0, this.size + 1);
  }

  /** First character (the start mark) of a slot. */
  from(slot: number): number {
    return this.#start[slot] as number;
  }

  /** After the last character of a slot. */
  to(slot: number): number {
    return this.#start[slot + 1] as number;
  }

  /** Whether a slot holds a part; the part as character codes. */
  holds(slot: number, part: Uint16Array): boolean {
    const codes = this.#codes;
    const first = part[0] as number;
    const last = this.to(slot) - part.length;
    for (let at = this.from(slot); at <= last; at += 1) {
      if (codes[at] !== first) continue;
      let index = 1;
      while (index < part.length && codes[at + index] === part[index]) index += 1;
      if (index === part.length) return true;
    }
    return false;
  }

  /** Order of two slots by character codes. */
  compare(a: number, b: number): number {
    const codes = this.#codes;
    let left = this.from(a);
    let right = this.from(b);
    const leftEnd = this.to(a);
    const rightEnd = this.to(b);
    while (left < leftEnd && right < rightEnd) {
      const difference = (codes[left] as number) - (codes[right] as number);
      if (difference !== 0) return difference;
      left += 1;
      right += 1;
    }
    return leftEnd - left - (rightEnd - right);
  }

  /** Compares the start of a slot's text with a word; 0: it starts with the word. */
  compareStart(slot: number, word: Uint16Array): number {
    const codes = this.#codes;
    const [from, to] = [this.from(slot) + 1, this.to(slot)];
    for (let index = 0; index < word.length; index += 1) {
      const difference = from + index < to ? (codes[from + index] as number) - (word[index] as number) : -1;
      if (difference !== 0) return difference;
    }
    return 0;
  }

  text(slot: number): string {
    let text = '';
    for (let at = this.from(slot) + 1; at < this.to(slot); at += 1)
      text += String.fromCharCode(this.#codes[at] as number);
    return text;
  }
}

/** Character codes of a word, as {@link PackedTexts.holds} takes them. */
export function codesOf(word: string): Uint16Array {
  const codes = new Uint16Array(word.length);
  for (let index = 0; index < word.length; index += 1) codes[index] = word.charCodeAt(index);
  return codes;
}

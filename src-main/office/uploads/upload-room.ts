import { randomBytes } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { asStoreRefusal } from '../../store/sqlite/refusals.ts';

/** The next piece of a file. */
export interface UploadPiece {
  /** The upload that it belongs to; null begins one. */
  upload: string | null;
  /** Bytes before it, and bytes of the whole file. */
  at: number;
  total: number;
  bytes: Uint8Array;
}

/** Where an upload is kept until it is complete. */
export interface UploadPlace {
  append(bytes: Uint8Array): Promise<void> | void;
  /** Removes what is there. */
  drop(): Promise<void> | void;
}

export interface UploadRoomDependencies<Place extends UploadPlace> {
  /** Creates the place of an upload, before anything of it is stored. @throws Refusal if there is no room */
  begin(id: string, total: number): Promise<Place> | Place;
  /** Whose upload ends when another begins: everybody's (one at a time), or the owner's (one per owner). */
  each: 'room' | 'owner';
  /** Maximum bytes of one file, and of all uploads together. */
  longest: number;
  together: number;
  /** Milliseconds without a piece after which an upload is dropped. */
  waits: number;
  words: { gone: string; changed: string; outOfOrder: string; tooLong: string; full: string };
}

interface Upload<Place> {
  id: string;
  owner: string;
  place: Place;
  total: number;
  received: number;
  timer?: NodeJS.Timeout;
}

/**
 * Files on their way into the program, piece by piece and in order, so that no request holds one whole. An upload belongs to who began it; what is there of
 * one that was given up goes when its owner begins another or ends, when no piece came for a while, and when the desk closes.
 */
export class UploadRoom<Place extends UploadPlace> {
  readonly #uploads = new Map<string, Upload<Place>>();
  /** One piece at a time, whoever sends it. */
  #line: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(private readonly deps: UploadRoomDependencies<Place>) {}

  /**
   * Takes the next piece.
   * @returns the upload it belongs to
   * @throws Refusal NOT_FOUND (given up, or another owner's), CONFLICT (not the next piece), DESK_BUSY (others are on their way), and as `begin` and `append`
   * refuse: then nothing of it stays; InvalidInput on `piece` (empty, or beyond the length that was said) or `total` (too long)
   */
  take(owner: string, piece: UploadPiece): Promise<string> {
    const { words, longest } = this.deps;
    return this.#inLine(async () => {
      if (piece.total > longest) throw new InvalidInput([{ field: 'total', message: words.tooLong }]);
      if (piece.bytes.length === 0 || piece.at + piece.bytes.length > piece.total)
        throw new InvalidInput([{ field: 'piece', message: words.changed }]);
      const upload = piece.upload === null ? await this.#begin(owner, piece) : this.#known(owner, piece.upload);
      if (piece.at !== upload.received || piece.total !== upload.total) throw this.#outOfOrder();
      try {
        await upload.place.append(piece.bytes);
      } catch (error) {
        await this.#giveUp(upload);
        throw asStoreRefusal(error) ?? error;
      }
      upload.received += piece.bytes.length;
      this.#wait(upload);
      return upload.id;
    });
  }

  /** The place of a complete upload. @throws Refusal NOT_FOUND, CONFLICT */
  whole(owner: string, id: string): Place {
    const upload = this.#known(owner, id);
    if (upload.received !== upload.total) throw this.#outOfOrder();
    this.#wait(upload);
    return upload.place;
  }

  /** Removes the uploads of an owner, or of everybody. */
  end(owner?: string): Promise<void> {
    return this.#inLine(async () => {
      for (const upload of [...this.#uploads.values()])
        if (owner === undefined || upload.owner === owner) await this.#giveUp(upload);
    });
  }

  /** Removes everything and accepts nothing more. */
  close(): Promise<void> {
    this.#closed = true;
    return this.end();
  }

  async #begin(owner: string, { at, total }: UploadPiece): Promise<Upload<Place>> {
    if (this.#closed) throw this.#gone();
    if (at !== 0) throw this.#outOfOrder();
    for (const former of [...this.#uploads.values()])
      if (this.deps.each === 'room' || former.owner === owner) await this.#giveUp(former);
    const under = [...this.#uploads.values()].reduce((sum, one) => sum + one.total, 0);
    if (under + total > this.deps.together) throw new Refusal('DESK_BUSY', this.deps.words.full, { link: 'desk' });
    const id = randomBytes(16).toString('hex');
    const upload = { id, owner, place: await this.deps.begin(id, total), total, received: 0 };
    this.#uploads.set(id, upload);
    return upload;
  }

  #known(owner: string, id: string): Upload<Place> {
    const upload = this.#uploads.get(id);
    if (upload?.owner !== owner) throw this.#gone();
    return upload;
  }

  #wait(upload: Upload<Place>): void {
    clearTimeout(upload.timer);
    upload.timer = setTimeout(() => void this.#inLine(() => this.#giveUp(upload)), this.deps.waits);
    upload.timer.unref();
  }

  async #giveUp(upload: Upload<Place>): Promise<void> {
    clearTimeout(upload.timer);
    if (this.#uploads.delete(upload.id)) await upload.place.drop();
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }

  #gone(): Refusal {
    return new Refusal('NOT_FOUND', this.deps.words.gone, { link: 'state' });
  }

  #outOfOrder(): Refusal {
    return new Refusal('CONFLICT', this.deps.words.outOfOrder, { link: 'state' });
  }
}

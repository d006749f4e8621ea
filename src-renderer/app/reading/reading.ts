/** A part of running text; with a chapter's id it is a link to that chapter. */
export interface ManualText {
  text: string;
  style?: 'strong' | 'emphasis' | 'code';
  chapter?: string;
}

/** A block of a chapter. Data, never markup: the page draws each kind itself. */
export type ManualBlock =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; parts: ManualText[] }
  /** Properties of the whole chapter. */
  | { kind: 'note'; text: string }
  | { kind: 'list'; ordered: boolean; items: ManualText[][] }
  /** Sizes in pixels, so that nothing moves when the picture loads. */
  | { kind: 'picture'; file: string; caption: string; width: number; height: number };

export interface ManualChapter {
  id: string;
  title: string;
  blocks: ManualBlock[];
}
export interface Manual {
  chapters: ManualChapter[];
}

/** A third-party part of the program. `license` as its package names it; `text` null: the package has no licence text. */
export interface PackageNotice {
  name: string;
  version: string;
  license: string;
  text: string | null;
}

const contents = new Map<string, Promise<unknown>>();

/** Reads a file that the build put beside the page, once. Throws if it is missing. @param path below the page, `manual/manual.json` */
export function readBeside<T>(path: string): Promise<T> {
  let reading = contents.get(path);
  if (!reading) {
    reading = fetch(`./${path}`)
      .then((answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return answer.json();
      })
      .catch((error: unknown) => {
        contents.delete(path);
        throw error;
      });
    contents.set(path, reading);
  }
  return reading as Promise<T>;
}

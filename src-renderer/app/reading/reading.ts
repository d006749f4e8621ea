/** A piece of running text; a chapter's id makes it a link to that chapter. */
export interface ManualText {
  text: string;
  style?: 'strong' | 'emphasis' | 'code';
  chapter?: string;
}

/** A block of a chapter. Data, never markup: the page draws each kind itself. */
export type ManualBlock =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; parts: ManualText[] }
  /** What holds for the chapter as a whole. */
  | { kind: 'note'; text: string }
  | { kind: 'list'; ordered: boolean; items: ManualText[][] }
  /** Sizes in pixels, so that nothing moves when the picture arrives. */
  | { kind: 'picture'; file: string; caption: string; width: number; height: number };

export interface ManualChapter {
  id: string;
  title: string;
  blocks: ManualBlock[];
}
export interface Manual {
  chapters: ManualChapter[];
}

/** A part of the program that others wrote. `license` as its package says it; `text` null: it brings no text of its own. */
export interface PackageNotice {
  name: string;
  version: string;
  license: string;
  text: string | null;
}

const contents = new Map<string, Promise<unknown>>();

/** Reads a file that the build put beside the page, once. Throws when it is not there. @param path below the page, `manual/manual.json` */
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

import { readFileSync } from 'node:fs';
import type { Font, FontCollection } from 'fontkit';
import type PDFDocument from 'pdfkit';
import type { FontFile } from './system-fonts.ts';

/** Characters in a row that one font draws. */
interface Run {
  font: string;
  text: string;
}

/** The name of the paper's own font in the document. */
export const ownFont = 'text';
/** Selects another form of the character before it, so it stays with that one. */
const variation = /^[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u;
/** Never begins a line. */
const closing = /^[）」』》】〕，。、；：？！…)\]}]$/u;

/**
 * Chooses the font of each character: the paper's own, else the first of the system's that has it.
 * A character without a glyph is named by its number, 〔U+30EDD〕, and listed in {@link missing}: a hole in a name is never printed.
 */
export class Glyphs {
  readonly missing = new Set<string>();
  readonly #own: Font;
  #others: { name: string; font: Font }[] | null = null;

  /** @param others tried in this order, each read only when a character needs it */
  constructor(
    private readonly paper: InstanceType<typeof PDFDocument>,
    private readonly fontkit: Pick<typeof import('fontkit'), 'create'>,
    own: Buffer,
    private readonly others: readonly FontFile[],
  ) {
    this.#own = fontkit.create(own) as Font;
    paper.registerFont(ownFont, own).font(ownFont);
  }

  /** From the top of a line to its base, in points, at the paper's present size. */
  get ascent(): number {
    const { ascent, descent } = this.#own;
    return (this.paper.currentLineHeight() * ascent) / (ascent - descent);
  }

  runs(text: string): Run[] {
    const runs: Run[] = [];
    for (const sign of text) {
      const last = runs.at(-1);
      const run = variation.test(sign) && last ? { font: last.font, text: sign } : this.#drawn(sign);
      if (last?.font === run.font) last.text += run.text;
      else runs.push(run);
    }
    return runs;
  }

  /** Width in points, at the paper's present size. */
  widthOf(text: string): number {
    const width = this.runs(text).reduce((sum, run) => sum + this.paper.font(run.font).widthOfString(run.text), 0);
    this.paper.font(ownFont);
    return width;
  }

  /** The lines that a text needs within a width in points; none is cut. */
  lines(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const sign of text) {
      const more = this.widthOf(sign);
      if (line !== '' && used + more > width && !closing.test(sign)) {
        lines.push(line);
        [line, used] = ['', 0];
      }
      line += sign;
      used += more;
    }
    return [...lines, line];
  }

  #drawn(sign: string): Run {
    const code = sign.codePointAt(0)!;
    if (this.#own.hasGlyphForCodePoint(code)) return { font: ownFont, text: sign };
    const other = this.#opened().find(({ font }) => font.hasGlyphForCodePoint(code));
    if (other) return { font: other.name, text: sign };
    const named = `〔U+${code.toString(16).toUpperCase()}〕`;
    this.missing.add(named);
    return { font: ownFont, text: named };
  }

  #opened(): { name: string; font: Font }[] {
    this.#others ??= this.others.flatMap(({ path, face }) => {
      try {
        const bytes = readFileSync(path);
        const font = this.fontkit.create(bytes, face) as Font | FontCollection | null;
        if (font === null || 'fonts' in font) return [];
        this.paper.registerFont(path, bytes, face);
        return [{ name: path, font }];
      } catch {
        // The system does not have it, or keeps it for itself: the next one is tried.
        return [];
      }
    });
    return this.#others;
  }
}

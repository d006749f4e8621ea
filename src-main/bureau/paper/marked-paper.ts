import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import type PDFDocument from 'pdfkit';
import { Glyphs, ownFont } from './glyphs.ts';
import type { RecordMark } from './record-mark.ts';
import { systemFonts, type FontFile } from './system-fonts.ts';

// Resolved when first needed, from the installed package: the same in source, in the built bundle and inside an asar archive.
const fontFile = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf');

/** 210 × 297 mm, in points. */
export const page = { width: 595.28, height: 841.89, margin: 56 };
export const inner = page.width - 2 * page.margin;
export const ink = '#1f2933';
export const faint = '#52606d';
const rule = '#9aa5b1';

export type Paper = InstanceType<typeof PDFDocument> & { readonly glyphs: Glyphs };

/** One line of text that never wraps: too long a text is cut with an ellipsis. */
export function put(
  paper: Paper,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right' | 'center' = 'left',
): void {
  const { glyphs } = paper;
  const signs = [...text];
  let [shown, used] = [text, glyphs.widthOf(text)];
  while (used > width && signs.length > 0) {
    signs.pop();
    shown = `${signs.join('')}…`;
    used = glyphs.widthOf(shown);
  }
  let at = x + { left: 0, right: width - used, center: (width - used) / 2 }[align];
  // On one base line: fonts differ in what they leave above it.
  const base = y + glyphs.ascent;
  for (const run of glyphs.runs(shown)) {
    paper.font(run.font);
    const wide = paper.widthOfString(run.text);
    paper.text(run.text, at, base, { lineBreak: false, baseline: 'alphabetic' });
    at += wide;
  }
  paper.font(ownFont);
}

/** A text that nothing is cut off, in as many lines as it needs. @returns where the next line begins, in points */
export function putLines(paper: Paper, text: string, x: number, y: number, width: number): number {
  const height = paper.currentLineHeight(true);
  const lines = paper.glyphs.lines(text, width);
  lines.forEach((one, index) => {
    put(paper, one, x, y + index * height, width);
  });
  return y + lines.length * height;
}

const factHeight = 20;

/** Facts by name, one under the other. @returns where the next one would begin, in points */
export function putFacts(
  paper: Paper,
  facts: readonly (readonly [name: string, value: string])[],
  top: number,
): number {
  let y = top;
  for (const [name, value] of facts) {
    paper.fillColor(faint);
    put(paper, name, page.margin, y, 84);
    paper.fillColor(ink);
    const next = putLines(paper, value, page.margin + 90, y, inner - 90);
    y = Math.max(y + factHeight, next + 4);
  }
  return y;
}

export function line(paper: Paper, y: number, width = 0.5): void {
  paper
    .moveTo(page.margin, y)
    .lineTo(page.width - page.margin, y)
    .lineWidth(width)
    .strokeColor(rule)
    .stroke();
}

/** The mark across the page, below everything else, so that no cut-out of the page is without it. */
function watermark(paper: Paper, mark: RecordMark): void {
  paper
    .save()
    .rotate(-30, { origin: [page.width / 2, page.height / 2] })
    .fillColor('#e6eaee')
    .fontSize(mark === '演示' ? 64 : 30);
  for (let row = -2; row <= 2; row += 1) {
    paper.text(mark === '演示' ? '演示　演示　演示' : mark, -80, page.height / 2 + row * 140 - 30, {
      width: page.width + 160,
      align: 'center',
      lineBreak: false,
    });
  }
  paper.restore();
}

/** A new page with mark and number; @param footer what the page is not */
export function markedPage(paper: Paper, content: { mark: RecordMark; number: string }, footer: string): void {
  paper.addPage();
  watermark(paper, content.mark);
  paper.fillColor('#8a2c0d').fontSize(10);
  put(
    paper,
    content.mark === '演示' ? '演示：培训用数据，不具任何效力' : content.mark,
    page.margin,
    32,
    inner,
    'center',
  );
  paper.fillColor(faint).fontSize(8.5);
  put(paper, `编号 ${content.number}`, page.margin, page.height - 56, inner / 2);
  put(paper, footer, page.margin, page.height - 42, inner);
}

/** Says on the last page which characters no font here could draw. */
function nameMissing(paper: Paper): void {
  const { missing } = paper.glyphs;
  if (missing.size === 0) return;
  paper.fillColor(ink).fontSize(8.5);
  const text = `本机的字体没有下列字的字形，以字的编号代替，请核对后手写补上：${[...missing].join('、')}`;
  const lines = paper.glyphs.lines(text, inner);
  putLines(paper, text, page.margin, page.height - 60 - lines.length * paper.currentLineHeight(true), inner);
}

/**
 * A PDF with only the glyphs it uses embedded. Same content, same bytes but for the document id.
 * @param fonts tried for characters that the paper's own font lacks
 * @throws Error when the font package is not installed
 */
export async function drawPaper(
  about: { title: string; author: string; createdAt: number },
  draw: (paper: Paper) => void,
  fonts: readonly FontFile[] = systemFonts(),
): Promise<Buffer<ArrayBuffer>> {
  // Loaded when first needed: it would be a fifth of every start.
  const [{ default: Document }, fontkit] = await Promise.all([import('pdfkit'), import('fontkit')]);
  const document = new Document({
    autoFirstPage: false,
    size: [page.width, page.height],
    margin: 0,
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: about.title,
      Author: about.author,
      Creator: '代理机构工作台',
      CreationDate: new Date(about.createdAt),
    },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject);
  });
  const glyphs = new Glyphs(document, fontkit, await readFile(fontFile()), fonts);
  const paper: Paper = Object.assign(document, { glyphs });
  draw(paper);
  nameMissing(paper);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

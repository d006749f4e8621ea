import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import type PDFDocument from 'pdfkit';
import type { RecordMark } from './record-mark.ts';

// Resolved when first needed, from the installed package: the same in source, in the built bundle and inside an asar archive.
const fontFile = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf');

/** 210 × 297 mm, in points. */
export const page = { width: 595.28, height: 841.89, margin: 56 };
export const inner = page.width - 2 * page.margin;
export const ink = '#1f2933';
export const faint = '#52606d';
const rule = '#9aa5b1';

export type Paper = InstanceType<typeof PDFDocument>;

/** One line of text that never wraps: too long a text is cut with an ellipsis. */
export function put(
  paper: Paper,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right' | 'center' = 'left',
): void {
  paper.text(text, x, y, { width, align, height: paper.currentLineHeight(), ellipsis: '…', lineBreak: true });
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

/**
 * A PDF with only the glyphs it uses embedded. Same content, same bytes but for the document id.
 * @throws Error when the font package is not installed
 */
export async function drawPaper(
  about: { title: string; author: string; createdAt: number },
  draw: (paper: Paper) => void,
): Promise<Buffer<ArrayBuffer>> {
  // Loaded when first needed: it would be a fifth of every start.
  const { default: Document } = await import('pdfkit');
  const paper = new Document({
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
    paper
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject);
  });
  paper.registerFont('text', await readFile(fontFile())).font('text');
  draw(paper);
  paper.end();
  await finished;
  return Buffer.concat(chunks);
}

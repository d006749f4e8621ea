import { minuteOf } from '@contract/calendar.ts';
import { dayOf } from '../ground/calendar.ts';
import { capitalAmount } from '../paper/capital-amount.ts';
import {
  drawPaper,
  faint,
  ink,
  inner,
  line,
  markedPage,
  page,
  put,
  putFacts,
  putLines,
  type Paper,
} from '../paper/marked-paper.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import type { RecordMark } from '../paper/record-mark.ts';

export interface CertificateContent {
  number: string;
  mark: RecordMark;
  clientName: string;
  taxpayerId: string;
  fromDay: string;
  toDay: string;
  payments: readonly { period: string; tax: string; amount: number; paidDay: string; voucher: string }[];
  /** Whole cents. */
  sum: number;
  issuedAt: number;
  issuedBy: string;
  agencyName: string;
}

const rowHeight = 24;
const bottom = page.height - 96;

interface Column {
  title: string;
  width: number;
  align: 'left' | 'right';
  text: (row: CertificateContent['payments'][number]) => string;
}
const columns: readonly Column[] = [
  { title: '缴款日期', width: 68, align: 'left', text: (row) => row.paidDay },
  { title: '税（费）种', width: 108, align: 'left', text: (row) => row.tax },
  { title: '税款所属期', width: 84, align: 'left', text: (row) => periodName(row.period) },
  { title: '凭证号', width: 124, align: 'left', text: (row) => row.voucher || '—' },
  { title: '实缴金额（元）', width: inner - 384, align: 'right', text: (row) => written(row.amount) },
];

const footer = '本页由代理机构工作台按本机登记的缴款记录生成，不是税务机关开具的证明';
const newPage = (paper: Paper, content: CertificateContent): void => markedPage(paper, content, footer);

function tableHead(paper: Paper, y: number): number {
  line(paper, y, 1);
  paper.fillColor(ink).fontSize(10);
  let x = page.margin;
  for (const column of columns) {
    put(paper, column.title, x + 4, y + 6, column.width - 8, column.align);
    x += column.width;
  }
  line(paper, y + rowHeight);
  return y + rowHeight;
}

function heading(paper: Paper, content: CertificateContent): number {
  paper.fillColor(ink).fontSize(22);
  put(paper, `完税证明（${content.mark === '演示' ? '演示' : '本机记录'}）`, page.margin, 64, inner, 'center');
  paper.fontSize(10.5);
  const facts = [
    ['编号', content.number],
    ['纳税人名称', content.clientName],
    ['纳税人识别号', content.taxpayerId],
    ['缴款日期', `${content.fromDay} 至 ${content.toDay}`],
    ['开具日期', dayOf(content.issuedAt)],
  ] as const;
  return putFacts(paper, facts, 112) + 10;
}

function closing(paper: Paper, content: CertificateContent, top: number): void {
  paper.fillColor(ink).fontSize(11);
  put(paper, `合计（${content.payments.length} 笔）`, page.margin + 4, top + 8, 160);
  put(paper, written(content.sum), page.margin + 160, top + 8, inner - 164, 'right');
  put(paper, '金额大写', page.margin + 4, top + 30, 60);
  put(paper, capitalAmount(content.sum), page.margin + 70, top + 30, inner - 74, 'right');
  line(paper, top + 54, 1);
  paper.fillColor(faint).fontSize(9.5);
  putLines(paper, `经办：${content.agencyName} ${content.issuedBy}`, page.margin, top + 66, inner / 2);
  put(paper, `生成时间 ${minuteOf(content.issuedAt)}`, page.margin + inner / 2, top + 66, inner / 2, 'right');
}

/**
 * Draws a certificate as PDF with only the glyphs it uses embedded. Same content, same bytes but for the document id.
 * @throws Error when the font package is not installed
 */
export function drawCertificate(content: CertificateContent): Promise<Buffer<ArrayBuffer>> {
  return drawPaper(
    {
      title: `完税证明 ${content.number}（${content.mark}）`,
      author: content.agencyName,
      createdAt: content.issuedAt,
    },
    (paper) => {
      newPage(paper, content);
      let y = tableHead(paper, heading(paper, content));
      for (const row of content.payments) {
        if (y + rowHeight > bottom) {
          newPage(paper, content);
          y = tableHead(paper, 64);
        }
        paper.fillColor(ink).fontSize(9.5);
        let x = page.margin;
        for (const column of columns) {
          put(paper, column.text(row), x + 4, y + 6, column.width - 8, column.align);
          x += column.width;
        }
        y += rowHeight;
        line(paper, y);
      }
      if (y + 110 > bottom) {
        newPage(paper, content);
        y = 64;
      }
      closing(paper, content, y);
    },
  );
}

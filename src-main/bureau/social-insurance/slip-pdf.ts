import { minuteOf } from '@contract/calendar.ts';
import { insuranceKinds, type DeclarationTotals } from '@contract/social-insurance.ts';
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
  type Paper,
} from '../paper/marked-paper.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import type { RecordMark } from '../paper/record-mark.ts';
import { kindTitles } from './standards.ts';

export interface SlipContent {
  number: string;
  mark: RecordMark;
  enterpriseName: string;
  taxpayerId: string;
  month: string;
  totals: DeclarationTotals;
  receiptNumber: string;
  paidDay: string;
  voucher: string;
  paidBy: string;
  paidAt: number;
  drawnAt: number;
}

const rowHeight = 26;
const widths = [inner - 300, 100, 100, 100] as const;
const footer = '本页由代理机构工作台按本机登记的缴费记录生成，不是税务机关开具的凭证；费率和基数为演示样例';

function row(paper: Paper, y: number, cells: readonly [string, string, string, string]): number {
  let x = page.margin;
  cells.forEach((cell, i) => {
    put(paper, cell, x + 4, y + 7, (widths[i] ?? 0) - 8, i === 0 ? 'left' : 'right');
    x += widths[i] ?? 0;
  });
  line(paper, y + rowHeight);
  return y + rowHeight;
}

/** Draws a pay slip of social insurance (缴费凭证): what was paid for how many persons, by kind and side. No person is named on it, and there is no seal. */
export function drawSlip(content: SlipContent): Promise<Buffer<ArrayBuffer>> {
  const { totals } = content;
  return drawPaper(
    {
      title: `社会保险费缴费凭证 ${content.number}（${content.mark}）`,
      author: content.enterpriseName,
      createdAt: content.paidAt,
    },
    (paper) => {
      markedPage(paper, content, footer);
      paper.fillColor(ink).fontSize(21);
      put(
        paper,
        `社会保险费缴费凭证（${content.mark === '演示' ? '演示' : '本机记录'}）`,
        page.margin,
        64,
        inner,
        'center',
      );
      paper.fontSize(10.5);
      let y = putFacts(
        paper,
        [
          ['编号', content.number],
          ['缴费单位', content.enterpriseName],
          ['社会信用代码', content.taxpayerId],
          ['费款所属期', periodName(content.month)],
          ['申报回执号', content.receiptNumber],
          ['缴费日期', content.paidDay],
          ['银行凭证号', content.voucher || '—'],
          ['缴费人数', `${totals.people} 人`],
        ],
        112,
      );
      y += 10;
      line(paper, y, 1);
      paper.fillColor(ink).fontSize(10);
      y = row(paper, y, ['险种', '单位（元）', '个人（元）', '合计（元）']);
      for (const kind of insuranceKinds) {
        const { unit, personal } = totals.kinds[kind];
        y = row(paper, y, [kindTitles[kind], written(unit), written(personal), written(unit + personal)]);
      }
      y = row(paper, y, ['合计', written(totals.unit), written(totals.personal), written(totals.total)]);
      paper.fontSize(11);
      put(paper, '金额大写', page.margin + 4, y + 10, 60);
      put(paper, capitalAmount(totals.total), page.margin + 70, y + 10, inner - 74, 'right');
      line(paper, y + 34, 1);
      paper.fillColor(faint).fontSize(9.5);
      put(paper, `经办：${content.paidBy}`, page.margin, y + 46, inner / 2);
      put(paper, `生成时间 ${minuteOf(content.drawnAt)}`, page.margin + inner / 2, y + 46, inner / 2, 'right');
    },
  );
}

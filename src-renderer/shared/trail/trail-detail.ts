import { minuteOf } from '@contract/calendar.ts';
import { formatMoney } from '@contract/money.ts';
import type { TrailRow } from '@contract/trail.ts';
import { trail } from '../../locales/zh-CN/trail.ts';
import { periodName } from '@contract/period-name.ts';

/** One line of a record's details. */
export interface DetailLine {
  label: string;
  value: string;
}

const labels: Readonly<Record<string, string>> = trail.detail.labels;
/** Words for values, by the name of the detail. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = trail.detail.words;
const money = new Set(['payable', 'amount', 'sum', 'wage']);
const periods = new Set(['period', 'month', 'firstMonth', 'lastMonth']);

/** A word from a table, or undefined: names in records are data, so built-in properties of objects must not match. */
const wordOf = <Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined =>
  table && Object.hasOwn(table, name) ? table[name] : undefined;

function duration(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days > 0 ? `${days}天` : '',
    hours > 0 ? `${hours}小时` : '',
    rest > 0 || minutes === 0 ? `${rest}分钟` : '',
  ];
  return `${ms < 0 ? '往回' : '往前'}${parts.join('')}`;
}

/** A value in words. @param titles Chinese titles of permission functions by id */
function valueText(name: string, value: TrailRow['detail'][string], titles: ReadonlyMap<string, string>): string {
  if (value === null) return trail.noStaff;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') {
    if (money.has(name)) return `${formatMoney(value)} 元`;
    return name === 'byMs' ? duration(value) : value.toLocaleString('en-US');
  }
  if (name === 'functions')
    return value
      .split(',')
      .map((id) => titles.get(id) ?? id)
      .join('、');
  if (periods.has(name)) return periodName(value);
  if (name === 'fields')
    return value
      .split(',')
      .map((field) => wordOf(words['fields'], field) ?? field)
      .join('、');
  return wordOf(wordOf(words, name), value) ?? value;
}

/** Details of a record beside its sentence, in Chinese; unknown names stay as they are. */
export function detailLines(row: Pick<TrailRow, 'detail'>, titles: ReadonlyMap<string, string>): DetailLine[] {
  return Object.entries(row.detail).map(([name, value]) => ({
    label: wordOf(labels, name) ?? name,
    value: valueText(name, value, titles),
  }));
}

/** `2026-11-24 18:05:09` in Asia/Shanghai. */
export const secondOf = (at: string): string => `${minuteOf(at)}:${at.slice(17, 19)}`;

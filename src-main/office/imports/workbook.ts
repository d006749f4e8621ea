import { Workbook, type Cell, type Worksheet } from '@cj-tech-master/excelts';
import { refuseUnreadable } from './file-kind.ts';
import { LyingDirectory, entriesOf, unpackedEntries } from './packed-entries.ts';
import {
  blanksAround,
  isSwallowing,
  TableMeter,
  tableLimits,
  UnreadableTable,
  withoutEmptyEnd,
  type TableRecord,
} from './table-record.ts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. The only module that knows the library of workbooks. */

/** One sheet as read. */
export interface SheetRead {
  name: string;
  /** The book hides it. */
  hidden: boolean;
  records: TableRecord[];
  /** What was found and how it was handled, in Chinese. */
  notes: string[];
}

/** Parts of a sheet that say nothing about its cells. */
const ignored = [
  'dataValidations',
  'conditionalFormatting',
  'extLst',
  'drawing',
  'picture',
  'legacyDrawing',
  'pageSetup',
  'headerFooter',
  'hyperlinks',
  'tableParts',
  'sheetProtection',
];

/** Reads the sheets of an .xlsx that hold anything. Formulas give what the book keeps as their result; nothing is computed. @throws UnreadableTable */
export async function readWorkbook(bytes: Uint8Array): Promise<SheetRead[]> {
  const workbook = new Workbook();
  try {
    // Unpacked here and not by the library, which believes the directory until a part is whole in memory.
    await workbook.xlsx.loadFromFiles(unpackedEntries(bytes, entriesOf(bytes) ?? []), {
      maxRows: tableLimits.rows + 100,
      // As wide as a sheet can be: cells that have a border only count here, and `TableMeter` counts what is filled.
      maxCols: 16_384,
      ignoreNodes: ignored,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'MaxItemsExceededError')
      throw new UnreadableTable(
        `工作表超过 ${tableLimits.rows} 行（有格式的空行也算在内），请删去不用的空白行，或分成几个工作表后再选择`,
      );
    refuseUnreadable(error instanceof LyingDirectory ? 'lying' : 'damaged');
  }
  return workbook.worksheets.map(readSheet).filter((sheet) => sheet.records.length > 0);
}

interface Found {
  uncomputed: number;
  failed: number;
  rounded: number;
  merged: Set<string>;
  hiddenRows: number;
}

function readSheet(sheet: Worksheet): SheetRead {
  const records: TableRecord[] = [];
  const found: Found = { uncomputed: 0, failed: 0, rounded: 0, merged: new Set(), hiddenRows: 0 };
  const meter = new TableMeter();
  const width = Math.min(sheet.columnCount, tableLimits.columns + 50);
  sheet.eachRow((row, line) => {
    const cells: string[] = [];
    for (let column = 1; column <= Math.min(width, row.cellCount); column += 1) {
      const cell = row.findCell(column);
      cells.push(cell ? textOf(cell, found) : '');
    }
    const full = withoutEmptyEnd(cells.map((cell) => cell.trim()));
    if (full.length === 0) return;
    meter.count(line, full);
    if (row.hidden) found.hiddenRows += 1;
    const marks = [
      ...(row.hidden ? (['hidden'] as const) : []),
      ...(full.some(isSwallowing) ? (['swallowing'] as const) : []),
    ];
    records.push({ line, cells: full, ...(marks.length > 0 ? { marks } : {}), ...blanksAround(cells) });
  });
  return { name: sheet.name, hidden: sheet.state !== 'visible', records, notes: notesOf(sheet, found, width) };
}

function notesOf(sheet: Worksheet, found: Found, width: number): string[] {
  const hiddenColumns = Array.from({ length: width }, (_, i) => i + 1).filter((i) => sheet.getColumn(i).hidden).length;
  const filtered = sheet.autoFilter ? '（表上有筛选）' : '';
  return [
    found.hiddenRows > 0 ? `有${found.hiddenRows}行被隐藏${filtered}，先放在一边，可以改为导入` : '',
    hiddenColumns > 0 ? `有${hiddenColumns}列被隐藏，同样读入` : '',
    found.merged.size > 0 ? `有${found.merged.size}处合并单元格，其中每一格都按合并的值读入` : '',
    found.rounded > 0
      ? `有${found.rounded}个数字超过15位，Excel 已把后面的位数变成0；请把该列设为文本格式，重新填写`
      : '',
    found.uncomputed > 0 ? `有${found.uncomputed}个公式没有保存结果，按空白读入；请在 Excel 中打开并保存一次` : '',
    found.failed > 0 ? `有${found.failed}个公式的结果是错误值` : '',
  ].filter((note) => note !== '');
}

function textOf(cell: Cell, found: Found): string {
  if (cell.isMerged) found.merged.add(cell.master.address);
  const master = cell.isMerged ? cell.master : cell;
  return valueText(master.value, typeof master.numFmt === 'string' ? master.numFmt : undefined, found);
}

function valueText(value: unknown, format: string | undefined, found: Found): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replaceAll(/\r\n?/gu, '\n');
  if (typeof value === 'number') return numberText(value, format, found);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return dayText(value);
  if (typeof value !== 'object') return '';
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part: { text?: string }) => part.text ?? '').join('');
  if ('error' in value) {
    found.failed += 1;
    return String(value.error);
  }
  if ('formula' in value || 'sharedFormula' in value) {
    const result = 'result' in value ? value.result : undefined;
    if (result !== undefined && result !== null) return valueText(result, format, found);
    found.uncomputed += 1;
    return '';
  }
  return 'text' in value ? valueText(value.text, format, found) : '';
}

/** A number as its digits; one that the book cannot hold exactly in a form that no reader takes for a number of somebody. */
function numberText(value: number, format: string | undefined, found: Found): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) {
    found.rounded += 1;
    return value.toExponential(5).replace('e', 'E');
  }
  const zeros = /^0+$/u.exec(format ?? '')?.[0].length ?? 0;
  if (Number.isInteger(value)) return String(value).padStart(zeros, '0');
  return String(Number(value.toPrecision(15)));
}

function dayText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

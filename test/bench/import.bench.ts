/** A workbook of 10,000 clients and 20 columns from the file to clients that are found, on the built host in a browser; what the window and the host bear. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { expect, type Page } from '@playwright/test';
import readXlsxFile from 'read-excel-file/node';
import { Desk } from '../e2e/flows/desk.ts';
import { codeOf } from '../e2e/support/codes.ts';
import { demo } from '../e2e/support/demo.ts';
import { callAs } from '../e2e/support/engine.ts';
import { median, report, series, type Figure } from './support/figure.ts';
import { memoryOf, startBrowser, startHost, type BenchHost } from './support/running-host.ts';

const rounds = Number(process.env['ROUNDS'] ?? 3);
const headings =
  '企业名称 统一社会信用代码 纳税人类型 注册地址 法人姓名 法人电话 财务负责人 办税员 开户银行 行业 注册资本 成立日期 主管税务机关 税种 收费标准 客户来源 业务状态 档案编号 联系电话 备注'.split(
    ' ',
  );

/** A sheet as offices have it. @param from number of its first client: clients of one round are none of another */
async function sheetOf(file: string, from: number, rows: number): Promise<void> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(headings);
  for (let n = from; n < from + rows; n += 1)
    sheet.addRow([
      `沈阳量${n}号商贸有限公司`,
      codeOf(n),
      '小规模纳税人',
      `沈阳市和平区南京街${n}号`,
      '王一',
      '13900001001',
      '李二',
      '孙三',
      '工商银行沈阳分行',
      '批发和零售业',
      '100万元',
      '2020-01-01',
      '和平区税务局',
      '增值税',
      '300元/月',
      '介绍',
      '正常',
      `A-${n}`,
      `139${String(n).padStart(8, '0')}`,
      '老客户',
    ]);
  await writeFile(file, Buffer.from(await workbook.xlsx.writeBuffer()));
}

async function signedIn(host: BenchHost, browser: Awaited<ReturnType<typeof startBrowser>>): Promise<Desk> {
  const page = await browser.newPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  // The runner's compiler keeps names of functions with a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(globalThis, { longTasks: long });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  await page.goto(host.url);
  const desk = new Desk(page);
  await desk.giveFirm();
  await desk.signIn.member(demo.admin).click();
  await desk.signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await desk.signIn.submit.click();
  await expect(desk.list.rows.first()).toBeVisible({ timeout: 60_000 });
  return desk;
}

const longest = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { longTasks } = globalThis as unknown as { longTasks: number[] };
    return Math.max(0, ...longTasks.splice(0));
  });
async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Chooses a file and waits until its columns are shown. */
async function read({ page, frame }: Desk, file: string): Promise<number> {
  await frame.go('客户');
  await page.getByRole('button', { name: '批量导入' }).first().click();
  const another = page.getByRole('button', { name: '再导入一批' });
  if (await another.isVisible()) await another.click();
  const input = page.locator('input[type="file"]').first();
  return timed(async () => {
    await input.setInputFiles(file);
    await expect(page.getByTestId('import-rows')).toBeVisible({ timeout: 120_000 });
  });
}
const toRows = ({ page }: Desk): Promise<number> =>
  timed(async () => {
    await page.getByTestId('import-rows').click();
    await expect(page.getByRole('table', { name: '批量导入客户' }).getByRole('row').nth(1)).toBeVisible();
  });
/** Runs the import until its last client is found. */
const committed = ({ page }: Desk, last: number): Promise<number> =>
  timed(async () => {
    await page.getByTestId('import-run').click();
    await expect(page.getByText(/^导入完成/)).toBeVisible({ timeout: 300_000 });
    const { body } = await callAs(page, '/clients/search', { query: codeOf(last) });
    expect(body).toMatchObject({ total: 1 });
  });

async function measure(folder: string): Promise<Figure[]> {
  const browser = await startBrowser();
  const host = await startHost(join(folder, 'data'), 'demo');
  try {
    const desk = await signedIn(host, browser);
    const times = { bare: [] as number[], read: [] as number[], rows: [] as number[], written: [] as number[] };
    const whole: number[] = [];
    const blocks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const file = join(folder, `${round}.xlsx`);
      const from = 1 + round * 10_000;
      await sheetOf(file, from, 10_000);
      times.bare.push(await timed(async () => void (await readXlsxFile(file))));
      await longest(desk.page);
      const [looked, shown, written] = [
        await read(desk, file),
        await toRows(desk),
        await committed(desk, from + 9_999),
      ];
      blocks.push(await longest(desk.page));
      times.read.push(looked);
      times.rows.push(shown);
      times.written.push(written);
      whole.push(looked + shown + written);
    }
    const memory = await memoryOf(host.program);
    const twenty = join(folder, 'twenty.xlsx');
    await sheetOf(twenty, 30_001, 20_000);
    const painted: number[] = [];
    const twentyRead = await read(desk, twenty);
    painted.push(await toRows(desk));
    const fifty = join(folder, 'fifty.xlsx');
    await sheetOf(fifty, 50_000, 50_000);
    // Back to the choice of a file.
    await desk.page.reload();
    const fiftyRead = await read(desk, fifty);
    const fiftyRows = await toRows(desk);
    const highest = await memoryOf(host.program);
    return [
      {
        name: '.xlsx of 10,000 rows × 20 columns, from the file to found clients, against read-excel-file’s bare parse',
        unit: '×',
        value: median(whole) / median(times.bare),
        sense: 'atMost',
        limit: 1.8,
        series: [
          series('read-excel-file, parse alone', times.bare),
          series('file to shown columns', times.read),
          series('to shown rows', times.rows),
          series('import until found', times.written),
        ],
        how: 'In a browser on the built host, world demo; a file of other clients in each round. The bare parse runs in the process of the bench.',
      },
      {
        name: 'Longest block of the window during such an import',
        unit: 'ms',
        value: Math.max(...blocks),
        sense: 'atMost',
        limit: 50,
        series: [series('longest task of a round', blocks)],
        how: 'Long tasks as Chromium reports them, from the choice of the file to the result; 0 when none took 50 ms.',
      },
      {
        name: 'Memory of the host after such imports',
        unit: 'MB',
        value: memory.highest,
        sense: 'atMost',
        limit: 350,
        series: [series('at its highest, also with 50,000 rows previewed, MB', [highest.highest])],
        how: 'Highest resident memory of the host and its workers.',
      },
      {
        name: 'Preview of 20,000 rows painted',
        unit: 'ms',
        value: median(painted),
        sense: 'atMost',
        limit: 1000,
        series: [
          series('from the click to painted rows', painted),
          series('20,000 rows: file to shown columns', [twentyRead]),
          series('50,000 rows: file to shown columns', [fiftyRead]),
          series('50,000 rows: to painted rows', [fiftyRows]),
        ],
        how: 'From the click on 核对 to the first painted row; reading the file comes before. 50,000 rows are read and shown, too.',
      },
    ];
  } finally {
    await browser.close();
    await host.program.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
try {
  await report(() => measure(folder));
} finally {
  await rm(folder, { recursive: true, force: true });
}

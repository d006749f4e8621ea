import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type BareDesktop } from '../support/bare-desktop.ts';

type WithSaid = typeof globalThis & { said: string[] };
const listen = (desktop: BareDesktop): Promise<void> =>
  desktop.main(({ dialog }) => {
    const here = globalThis as WithSaid;
    here.said = [];
    dialog.showMessageBox = (async (...args: unknown[]) => {
      const { message, detail } = args.at(-1) as { message: string; detail: string };
      here.said.push(`${message} ${detail}`);
      return { response: 0, checkboxChecked: false };
    }) as never;
  });
const said = (desktop: BareDesktop): Promise<string[]> => desktop.main(() => (globalThis as WithSaid).said);
const text = (desktop: BareDesktop): Promise<string> => desktop.page('document.body.innerText');

test('a second start ends, and shows the window of the first', async ({ bare, folder }) => {
  const first = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await first.shown();
  await first.main(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.hide();
  });
  const second = await bare({ args: ['--data', folder] });
  expect(await second.ended()).toBe(0);
  expect(second.stderr()).toContain('程序已经打开');
  await expect
    .poll(() => first.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())))
    .toEqual([true]);
});

test('--world of a second start opens that world on a desk that waits at its first page', async ({ bare, folder }) => {
  const first = await bare({ args: ['--data', folder] });
  await first.shown();
  await listen(first);
  const unknown = await bare({ args: ['--data', folder, '--world', 'mars'] });
  expect(await unknown.ended()).toBe(0);
  await expect.poll(() => said(first)).toEqual([expect.stringContaining('没有这个演示环境')]);
  const second = await bare({ args: ['--data', folder, '--world', 'demo'] });
  expect(await second.ended()).toBe(0);
  await expect.poll(() => text(first), { timeout: 30_000 }).toContain('演示环境「');
  // The same world again is only shown; another one is not put in its place under open work.
  for (const world of ['demo', 'large'])
    expect(await (await bare({ args: ['--data', folder, '--world', world] })).ended()).toBe(0);
  await expect
    .poll(async () => (await said(first)).slice(1))
    .toEqual([expect.stringMatching(/现在打开的是“.+”.*“large”/)]);
});

test('a backup file opens the page that restores it: at the first start, and from another folder at a second one', async ({
  bare,
  folder,
}) => {
  await writeFile(join(folder, '一号.deskbackup'), 'not a backup');
  await mkdir(join(folder, '别处'));
  await writeFile(join(folder, '别处/二号.deskbackup'), 'nor this');
  const data = join(folder, 'data');
  const first = await bare({ args: ['--data', data, '一号.deskbackup'], cwd: folder });
  await first.shown();
  await expect.poll(() => text(first)).toContain('一号.deskbackup');
  expect(await first.page('location.hash')).toBe('#/setup/restore');
  const second = await bare({ args: ['--data', data, '二号.deskbackup'], cwd: join(folder, '别处') });
  expect(await second.ended()).toBe(0);
  await expect.poll(() => text(first)).toContain('二号.deskbackup');
  // macOS tells of a file so.
  await first.main(
    ({ app }, path) => {
      app.emit('open-file', { preventDefault: () => {} }, path);
    },
    join(folder, '一号.deskbackup'),
  );
  await expect.poll(() => text(first)).toContain('一号.deskbackup');
});

test('a backup file on a desk that is open says why not, and one that is gone says so', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', join(folder, 'data'), '--world', 'demo'] });
  await desktop.shown();
  await listen(desktop);
  expect(await (await bare({ args: ['--data', join(folder, 'data'), join(folder, 'x.deskbackup')] })).ended()).toBe(0);
  await expect.poll(() => said(desktop)).toEqual([expect.stringContaining('这里已有数据，恢复备份不会覆盖它')]);
  const other = await bare({ args: ['--data', join(folder, 'other'), join(folder, 'x.deskbackup')] });
  await other.shown();
  await expect.poll(() => text(other)).toContain('备份文件“x.deskbackup”读不出来');
});

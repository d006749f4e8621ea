import type { AgencyFlow } from '../../../src-preload/contract/sign-in.ts';
import { expect, test, type BareDesktop } from '../support/bare-desktop.ts';
import { demo } from '../support/demo.ts';
import { callAs, clientsLike } from '../support/engine.ts';

interface Asked {
  message: string;
  detail: string;
  buttons: string[];
}
type WithAsked = typeof globalThis & { asked: Asked[]; answers: number[] };

/** A page that will not go, and says why, as a page of ours does. */
const holdBack = (desktop: BareDesktop, what: string, at = 0): Promise<unknown> =>
  desktop.page(
    `
  window.addEventListener('beforeunload', (event) => event.preventDefault());
  window.deskShell.request({ kind: 'unsaved', what: [${JSON.stringify(what)}] })`,
    at,
  );
/** Puts answers in the place of native dialogs, which would wait for a hand. */
const answer = (desktop: BareDesktop, ...answers: number[]): Promise<void> =>
  desktop.main(({ dialog }, given) => {
    const here = globalThis as WithAsked;
    here.asked ??= [];
    here.answers = given;
    dialog.showMessageBox = (async (...args: unknown[]) => {
      const { message, detail, buttons } = args.at(-1) as Asked;
      here.asked.push({ message, detail, buttons });
      return { response: here.answers.shift() ?? 1, checkboxChecked: false };
    }) as never;
  }, answers);
const asked = (desktop: BareDesktop): Promise<Asked[]> => desktop.main(() => (globalThis as WithAsked).asked);
const windows = (desktop: BareDesktop): Promise<number> =>
  desktop.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const quit = (desktop: BareDesktop): Promise<void> =>
  desktop.main(({ app }) => {
    setTimeout(() => app.quit(), 20);
  });

test('a window with something unsaved asks once, by name; 返回 keeps it, 关闭 ends it', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await holdBack(desktop, '沈阳华盛商贸 2026-10 增值税申报表');
  await answer(desktop, 1, 0);
  const close = (): Promise<void> =>
    desktop.main(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window!.close();
      window!.close();
    });
  await close();
  await expect.poll(async () => (await asked(desktop)).length).toBe(1);
  expect(await windows(desktop)).toBe(1);
  expect((await asked(desktop))[0]).toEqual({
    message: '还有没有保存的内容',
    detail: expect.stringContaining('沈阳华盛商贸 2026-10 增值税申报表'),
    buttons: ['关闭', '返回'],
  });
  await close();
  expect(await desktop.ended()).toBe(0);
});

test('loading a page anew asks too', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await desktop.page('window.mark = 1');
  await holdBack(desktop, '一张申报表');
  await answer(desktop, 1, 0);
  const reload = (): Promise<void> =>
    desktop.main(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.webContents.reload();
    });
  await reload();
  await expect.poll(async () => (await asked(desktop)).length).toBe(1);
  expect(await desktop.page('window.mark')).toBe(1);
  await reload();
  await expect.poll(() => desktop.page('window.mark ?? null').catch(() => 1)).toBe(null);
  expect((await asked(desktop)).map(({ buttons }) => buttons[0])).toEqual(['重新载入', '重新载入']);
});

test('退出 asks each window concerned before it closes any; one 返回 keeps all', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  for (let count = 2; count <= 3; count += 1) {
    await desktop.page(`window.deskShell.request({ kind: 'newWindow' })`);
    await expect
      .poll(() =>
        desktop.main(
          ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => !one.webContents.isLoading()).length,
        ),
      )
      .toBe(count);
  }
  await holdBack(desktop, '第一张', 0);
  await holdBack(desktop, '第二张', 2);
  await answer(desktop, 0, 1);
  await quit(desktop);
  await expect.poll(async () => (await asked(desktop)).length).toBe(2);
  expect(await windows(desktop)).toBe(3);
  await answer(desktop, 0, 0);
  await quit(desktop);
  expect(await desktop.ended()).toBe(0);
});

test('a signal asks nobody', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await holdBack(desktop, '一张申报表');
  await answer(desktop);
  process.kill(await desktop.main(() => process.pid), 'SIGTERM');
  expect(await desktop.ended(20_000)).toBe(0);
});

/** Calls and scripts in a window's page: Playwright itself would answer the question that this is about. */
const pageOf = (desktop: BareDesktop): Parameters<typeof callAs>[0] =>
  ({
    url: () => 'desk://app/',
    evaluate: (run: unknown, given: unknown) => desktop.page(`(${String(run)})(${JSON.stringify(given)})`),
  }) as Parameters<typeof callAs>[0];

async function signIn(page: Parameters<typeof callAs>[0]): Promise<void> {
  const flow = (await callAs(page, '/sign-in/firm', { taxpayerId: demo.firm.taxpayerId, password: demo.firm.password }))
    .body as AgencyFlow;
  const { handlerId } = flow.staff.find(({ name }) => name === demo.admin)!;
  expect(
    (
      await callAs(page, '/sign-in/staff', {
        flow: flow.flow,
        handlerId,
        proof: { kind: 'password', password: demo.staffPassword },
      })
    ).status,
  ).toBe(200);
}

const field = `document.querySelector('input[aria-label^="栏次 附一5"]')`;
/** Enters the client and opens its VAT return. */
async function openReturn(desktop: BareDesktop, clientId: string): Promise<void> {
  expect((await callAs(pageOf(desktop), `/clients/${clientId}/enter`, { with: { kind: 'remembered' } })).status).toBe(
    200,
  );
  await desktop.page(`location.hash = '#/client/${clientId}/vat'; location.reload()`);
  await expect.poll(() => desktop.page(`${field} !== null`).catch(() => false)).toBe(true);
}
const type = (desktop: BareDesktop, text: string): Promise<unknown> =>
  desktop.page(
    `(() => { ${field}.focus(); ${field}.select(); document.execCommand('insertText', false, ${JSON.stringify(text)}); ${field}.blur(); })()`,
  );

test('a return with an amount that nobody can read asks before its window closes; one that can be saved is saved and asks nothing', async ({
  bare,
  folder,
}) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await callAs(pageOf(desktop), '/training/clock', { byMs: 95 * 24 * 60 * 60_000 });
  await signIn(pageOf(desktop));
  const [client] = await clientsLike(pageOf(desktop), { remembered: true, kind: 'general' }, 1);
  await openReturn(desktop, client!.clientId);
  await type(desktop, '十二万');
  await answer(desktop, 1);
  const close = (): Promise<void> =>
    desktop.main(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]!.close(), 20);
    });
  await close();
  await expect.poll(async () => (await asked(desktop)).length).toBe(1);
  expect((await asked(desktop))[0]).toMatchObject({
    message: '还有没有保存的内容',
    detail: expect.stringContaining(client!.name),
    buttons: ['关闭', '返回'],
  });
  expect(await windows(desktop)).toBe(1);
  expect(await desktop.page(`${field}.value`)).toBe('十二万');

  // Readable, and closed before the form saves by itself.
  await desktop.main(({ BrowserWindow }, script) => {
    const [window] = BrowserWindow.getAllWindows();
    void window!.webContents.executeJavaScript(script, true).then(() => {
      window!.close();
    });
  }, `(() => { ${field}.focus(); ${field}.select(); document.execCommand('insertText', false, '120000'); })()`);
  expect(await desktop.ended()).toBe(0);

  const again = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await again.shown();
  await signIn(pageOf(again));
  await openReturn(again, client!.clientId);
  await expect.poll(() => again.page(`${field}.value`)).toBe('120,000.00');
});

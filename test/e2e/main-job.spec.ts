import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

test('G1, G2: signing in takes the agency, then the staff member, then shows the clients', async ({
  desk,
  page,
  host,
}) => {
  const { signIn, list, frame } = desk;
  await expect(signIn.step('机构账号')).toBeVisible();
  await expect(frame.training).toContainText('演示环境');
  await signIn.firmId.fill('9121 0192 mayjf6hq56');
  await signIn.firmPassword.fill(demo.firm.password);
  await signIn.next.click();

  await expect(signIn.step('待办人员')).toBeVisible();
  await expect(signIn.card).toContainText(demo.firm.name);
  await expect(signIn.submit).toBeDisabled();
  await signIn.member(demo.admin).click();
  await signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await signIn.submit.click();

  await expect(list.heading).toBeVisible();
  await expect(list.count).toHaveText('共 300 户');
  await expect(frame.title).toContainText(demo.firm.name);
  await expect(frame.title).toContainText(demo.admin);
  await expect(frame.status).toContainText('密码保险库已打开');
  await expect(frame.tabs).toContainText('第三步：选择客户');
  await expect(page).toHaveURL(host.at('/clients'));
});

test('an own client is entered by Ctrl K, two keystrokes and Enter when its password is remembered', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const client = (await desk.clients({ remembered: true }, 20)).find((row) => /^(沈阳|大连|鞍山|辽宁)/.test(row.name))!;
  await desk.palette.open();
  await page.keyboard.type(client.name.slice(2, 4));
  await expect(desk.palette.active).toContainText(client.name);
  await page.keyboard.press('Enter');
  await desk.isOn(client);
  await expect(desk.frame.band).toContainText(`以 ${demo.admin} 身份办理`);
});

test('G3: another is entered by its agreement password, which is remembered on request', async ({ desk, page }) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: false }, 1);
  await desk.list.search.fill(client!.taxpayerId);
  await expect(desk.list.rows).toHaveCount(1);
  await desk.list.search.press('Enter');
  await expect(desk.enterSheet.enter).toHaveText(/^进入 .+/);
  await desk.giveAgreementPassword(client!);

  // Closed and entered again: one key press, nothing asked.
  await desk.frame.closeTab(client!.name);
  await expect(desk.frame.tabs).toContainText('第三步：选择客户');
  await expect(desk.list.act(client!.name)).toHaveText('一键进入');
  await desk.list.act(client!.name).click();
  await desk.isOn(client!);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('G5: several clients are open at once; switching asks nothing and always shows whose desk it is', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const open = await desk.clients({ remembered: true }, 4);
  for (const client of open) await desk.openByPalette(client);
  await expect(desk.frame.tabButtons).toHaveCount(4);

  for (const place of [3, 1, 4, 2]) {
    await desk.pressTab(place);
    await desk.isOn(open[place - 1]!);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await desk.pressTab('next');
  await desk.isOn(open[2]!);
  await desk.pressTab('previous');
  await desk.pressTab('previous');
  await desk.isOn(open[0]!);
  await desk.pressTab('previous');
  await desk.isOn(open[3]!);
  // A place without a tab opens no other client.
  await desk.pressTab(9);
  await desk.isOn(open[3]!);
});

test('closing a tab ends that session only; signing out ends all', async ({ desk, page }) => {
  await desk.signInAs();
  const [first, second] = await desk.clients({ remembered: true }, 2);
  await desk.openByPalette(first!);
  await desk.openByPalette(second!);
  const open = async (): Promise<{ clientId: string; clientSession: string }[]> =>
    ((await callAs(page, '/session')).body as { open: { clientId: string; clientSession: string }[] }).open;
  const sessions = await open();
  expect(sessions.map((one) => one.clientId).toSorted()).toEqual([first!.clientId, second!.clientId].toSorted());

  await desk.pressTab('close');
  await desk.isOn(first!);
  await expect(desk.frame.tabButtons).toHaveCount(1);
  expect((await open()).map((one) => one.clientId)).toEqual([first!.clientId]);
  const ended = sessions.find((one) => one.clientId === second!.clientId)!;
  expect(await callAs(page, '/business/home', { clientSession: ended.clientSession })).toMatchObject({
    status: 401,
    body: { code: 'SESSION_ENDED' },
  });

  await desk.frame.signOut();
  await expect(desk.signIn.step('机构账号')).toBeVisible();
  await expect(desk.frame.band).toHaveCount(0);
  expect(await callAs(page, '/session')).toMatchObject({ body: { session: null, open: [] } });
  await page.goBack();
  await expect(desk.signIn.step('机构账号')).toBeVisible();
});

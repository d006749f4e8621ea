import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs, countCalls } from './support/engine.ts';

test('G1, J2: a wrong agency password says how many tries are left, and locks after the fifth for a while', async ({
  desk,
  training,
}) => {
  const { signIn } = desk;
  for (const left of [4, 3, 2, 1]) {
    await desk.giveFirm('Wrong-2026');
    await expect(signIn.alert).toContainText(`识别号或密码不正确，还可再试${left}次`);
    await expect(signIn.firmPassword).toHaveValue('');
    await expect(signIn.firmPassword).toBeFocused();
    await expect(signIn.firmId).toHaveValue(demo.firm.taxpayerId);
  }
  await desk.giveFirm('Wrong-2026');
  await expect(signIn.alert).toContainText(/输错次数过多，已锁定至(\d{4}-\d\d-\d\d )?\d\d:\d\d/);
  await desk.giveFirm();
  await expect(signIn.alert).toContainText(/输错次数过多，已锁定至(\d{4}-\d\d-\d\d )?\d\d:\d\d，届时可再试/);
  await signIn.alert.getByRole('button', { name: '为什么不能办' }).click();
  await expect(desk.why).toContainText('登录保护');
  await desk.page.keyboard.press('Escape');

  await training.wait(16);
  await desk.giveFirm();
  await expect(signIn.step('待办人员')).toBeVisible();
});

test('an unknown agency is answered like a wrong password; a number that is none is told at its field', async ({
  desk,
}) => {
  const { signIn } = desk;
  await signIn.firmId.fill('91110108551385082Q');
  await signIn.firmPassword.fill(demo.firm.password);
  await signIn.next.click();
  await expect(signIn.alert).toContainText('识别号或密码不正确，还可再试4次');
  await signIn.firmId.fill('91110108551385082X');
  await signIn.firmPassword.fill(demo.firm.password);
  await signIn.next.click();
  await expect(signIn.firmId).toHaveAttribute('aria-invalid', 'true');
  await expect(signIn.alert.last()).toContainText(/校验|不正确/);
  await expect(signIn.firmId).toBeFocused();
});

test('G2: a wrong personal password is told at its field with the tries left', async ({ desk }) => {
  const { signIn } = desk;
  await desk.giveFirm();
  await signIn.member(demo.admin).click();
  const password = signIn.personalPassword(demo.admin);
  for (const left of [4, 3]) {
    await password.fill('Wrong-2026');
    await password.press('Enter');
    await expect(signIn.card).toContainText(`个人密码不正确，还可再试${left}次`);
    await expect(password).toHaveValue('');
    await expect(password).toBeFocused();
  }
  await password.fill(demo.staffPassword);
  await password.press('Enter');
  await expect(desk.list.heading).toBeVisible();
});

test('A3: a staff member without a real name cannot be chosen, and is told the reason and the way out', async ({
  desk,
}) => {
  const { signIn } = desk;
  await desk.giveFirm();
  await expect(signIn.member(demo.noRealName)).toBeDisabled();
  await signIn.whyNot(demo.noRealName).click();
  await expect(desk.why).toContainText('未采集实名信息');
  await expect(desk.why).toContainText('完成实名采集后再登录');
  await expect(desk.why).toContainText('办税规则 A3');
  await expect(signIn.submit).toBeDisabled();
});

test('J1: a code from the phone signs in; a wrong one and an expired one say so', async ({ desk, page, training }) => {
  const { signIn } = desk;
  await desk.giveFirm();
  await signIn.member(demo.codeOnly).click();
  await expect(signIn.code).toBeDisabled();
  await signIn.sendCode.click();
  await expect(signIn.demo.getByRole('status')).toContainText('【电子税务局】验证码');
  await expect(signIn.code).toBeFocused();
  await expect(signIn.sendCode).toBeDisabled();
  const right = await training.lastCode();

  await page.keyboard.type(right === '111112' ? '111113' : '111112');
  await expect(signIn.card).toContainText('验证码不正确，还可再试4次');
  await expect(signIn.code).toHaveValue('');

  await training.wait(6);
  await expect(signIn.sendCode).toBeEnabled();
  await page.keyboard.type(right);
  await expect(signIn.card).toContainText('验证码已过期，请重新获取');

  await signIn.sendCode.click();
  await expect.poll(() => training.lastCode()).not.toBe(right);
  await signIn.demo.getByRole('button', { name: `填入 ${await training.lastCode()}` }).click();
  await expect(signIn.code).toHaveValue(await training.lastCode());
  await signIn.submit.click();
  await expect(desk.list.heading).toBeVisible();
  await expect(desk.frame.title).toContainText(demo.codeOnly);
  // SMS login alone does not open the vault.
  await expect(desk.frame.status).not.toContainText('密码保险库已打开');
});

test('a login that took too long starts again at step 1, with a word why', async ({ desk, training }) => {
  const { signIn } = desk;
  await desk.giveFirm();
  await signIn.member(demo.admin).click();
  await signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await training.wait(11);
  await signIn.submit.click();
  await expect(signIn.step('机构账号')).toBeVisible();
  await expect(signIn.notice).toContainText('登录已超时，请从第一步重新开始。');
  await expect(signIn.firmId).toHaveValue(demo.firm.taxpayerId);
  await expect(signIn.firmPassword).toHaveValue('');
});

test('going back keeps what was said and clears every secret', async ({ desk, page }) => {
  const { signIn, enterSheet, list } = desk;
  await desk.giveFirm();
  await signIn.member(demo.admin).click();
  await signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await signIn.member(demo.member).click();
  await expect(signIn.personalPassword(demo.member)).toHaveValue('');
  await signIn.personalPassword(demo.member).fill(demo.staffPassword);
  await page.keyboard.press('Escape');
  await expect(signIn.step('机构账号')).toBeVisible();
  await expect(signIn.firmId).toHaveValue(demo.firm.taxpayerId);
  await expect(signIn.firmPassword).toHaveValue('');

  await desk.signInAs();
  const [client] = await desk.clients({ remembered: false }, 1);
  await list.search.fill(client!.taxpayerId);
  await expect(list.rows).toHaveCount(1);
  await list.search.press('Enter');
  await enterSheet.password.fill('Half-typed-1');
  await enterSheet.cancel.click();
  await expect(enterSheet.sheet).toBeHidden();
  await expect(list.search).toBeFocused();
  await expect(list.search).toHaveValue(client!.taxpayerId);
  await list.search.press('Enter');
  await expect(enterSheet.password).toHaveValue('');
  await enterSheet.password.fill('Half-typed-2');
  await page.keyboard.press('Escape');
  await expect(enterSheet.sheet).toBeHidden();
  await expect(desk.frame.tabButtons).toHaveCount(0);
});

test('G3, J2: a wrong agreement password opens nothing, counts down, locks, and lets in again when the lock is over', async ({
  desk,
  training,
}) => {
  const { enterSheet, list } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: false }, 1);
  await list.search.fill(client!.taxpayerId);
  await expect(list.rows).toHaveCount(1);
  await list.search.press('Enter');
  for (const left of [4, 3, 2, 1]) {
    await enterSheet.password.fill('Wrong-2026');
    await enterSheet.password.press('Enter');
    await expect(enterSheet.sheet).toContainText(
      `协议密码不正确，还可再试${left}次。忘记密码请联系委托企业的法定代表人或财务负责人重设。`,
    );
    await expect(enterSheet.password).toHaveValue('');
    await expect(enterSheet.password).toBeFocused();
  }
  await enterSheet.password.fill('Wrong-2026');
  await enterSheet.password.press('Enter');
  await expect(enterSheet.sheet).toContainText(/输错次数过多，已锁定至(\d{4}-\d\d-\d\d )?\d\d:\d\d/);
  await enterSheet.password.fill(demo.agreementPassword);
  await enterSheet.enter.click();
  await expect(enterSheet.sheet).toContainText('届时可再试');
  await expect(desk.frame.tabButtons).toHaveCount(0);
  await training.wait(16);
  await desk.giveAgreementPassword(client!);
});

for (const { state, says } of [
  { state: 'expired', says: /协议已于\d{4}-\d\d-\d\d到期/ },
  { state: 'suspended', says: '协议已由委托企业暂停' },
  { state: 'cancelled', says: /协议已由(委托企业|本机构)终止/ },
  { state: 'recognised', says: /协议自\d{4}-\d\d-\d\d起生效/ },
  { state: 'proposed', says: '委托申请尚待' },
] as const) {
  test(`G4: a client whose agreement is ${state} cannot be entered, and the screen says why`, async ({
    desk,
    page,
  }) => {
    const { list, palette } = desk;
    await desk.signInAs();
    const [client] = await desk.clients({ state }, 1);
    await list.search.fill(client!.taxpayerId);
    await expect(list.rows).toHaveCount(1);
    await expect(list.act(client!.name)).toHaveCount(0);
    await list.search.press('Enter');
    await expect(desk.frame.toast).toContainText(says);
    await list.row(client!.name).getByRole('button', { name: '为什么不能办' }).click();
    await expect(desk.why).toContainText(says);
    await expect(desk.why).toContainText('办税规则 G4');
    await page.keyboard.press('Escape');

    await palette.open();
    await palette.field.fill(client!.name);
    await expect(palette.options.filter({ hasText: client!.name })).toHaveAttribute('aria-disabled', 'true');
    await expect(palette.options.filter({ hasText: client!.name })).toContainText(says);
    await page.keyboard.press('Escape');
    await expect(palette.sheet).toBeHidden();
    await expect(desk.enterSheet.sheet).toBeHidden();

    // The engine refuses whatever is sent.
    const sent = await callAs(page, `/clients/${client!.clientId}/enter`, {
      with: { kind: 'password', agreementPassword: demo.agreementPassword },
    });
    expect(sent).toMatchObject({ status: 403, body: { code: 'CLIENT_NOT_ENTERABLE', data: { rule: 'G4' } } });
    await expect(desk.frame.tabButtons).toHaveCount(0);
  });
}

test('H5: a staff member sees and enters the own clients only', async ({ desk, page }) => {
  await desk.signInAs();
  const all = await desk.clients({}, 100);
  await desk.frame.signOut();
  await desk.signInAs(demo.member);
  const own = await desk.clients({}, 5);
  expect(own.every((row) => row.assigned.some((one) => one.name === demo.member))).toBe(true);
  const foreign = all.find((row) => row.assigned.every((one) => one.name !== demo.member))!;
  await desk.list.search.fill(foreign.taxpayerId);
  await expect(page.getByText('没有符合条件的结果')).toBeVisible();
  const sent = await callAs(page, `/clients/${foreign.clientId}/enter`, {
    with: { kind: 'password', agreementPassword: demo.agreementPassword },
  });
  expect(sent).toMatchObject({ status: 403, body: { data: { rule: 'H5', link: 'assignment' } } });
});

test('pressing a button twice does its act once', async ({ desk, page, training }) => {
  await training.untilNextPeriods();
  const { signIn, enterSheet, list, vat, confirm, payments, certificate } = desk;
  const calls = await countCalls(page);

  await signIn.firmId.fill(demo.firm.taxpayerId);
  await signIn.firmPassword.fill('Wrong-2026');
  await signIn.next.dblclick();
  await expect(signIn.alert).toContainText('还可再试4次');
  await signIn.firmPassword.fill(demo.firm.password);
  await signIn.next.dblclick();
  await signIn.member(demo.admin).click();
  await signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await signIn.submit.dblclick();
  await expect(list.rows.first()).toBeVisible();
  expect([await calls.of('signIn/firm'), await calls.of('signIn/staff')]).toEqual([2, 1]);

  const [client] = await desk.clients({ remembered: false, kind: 'general' }, 1);
  await list.search.fill(client!.taxpayerId);
  await expect(list.rows).toHaveCount(1);
  await list.act(client!.name).dblclick();
  await enterSheet.password.fill(demo.agreementPassword);
  await enterSheet.enter.dblclick();
  await desk.isOn(client!);
  await expect(desk.frame.tabButtons).toHaveCount(1);
  expect(await calls.of('clients/enter')).toBe(1);

  await desk.draftVat({ sales: '20000000', input: '0' });
  await vat.submit.dblclick();
  await expect(confirm.act).toBeVisible();
  await confirm.act.dblclick();
  await expect(vat.receipt).toBeVisible();
  expect(await calls.of('business/vatSubmit')).toBe(1);

  await vat.receipt.getByRole('link', { name: '登记缴款' }).click();
  await payments.amount.fill('77.77');
  await payments.submit.dblclick();
  await expect(payments.rows.filter({ hasText: '77.77' })).toHaveCount(1);
  expect(await calls.of('business/recordPayment')).toBe(1);

  await desk.client.go('完税证明');
  await certificate.issue.dblclick();
  await expect(certificate.number).toBeVisible();
  expect(await calls.of('business/certificate')).toBe(1);
});

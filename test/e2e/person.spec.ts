import { readFile } from 'node:fs/promises';
import { PersonPages } from './pages/person-pages.ts';
import { expectAccessible } from './support/accessibility.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

interface Flow {
  flow: string;
  handlers: {
    handlerId: string;
    name: string;
    capacity: string;
    methods: { password: boolean; code: string | null };
  }[];
}

test('F1, F2: by keyboard and captcha to the home page, into an enterprise, on to another and back', async ({
  desk: { page },
}) => {
  const person = new PersonPages(page);
  await person.open();
  await person.fill('苏明远');
  await expect(person.field('图形验证码')).toBeFocused();
  await expect(page.getByRole('img', { name: /图形验证码/ })).toBeVisible();
  await page.keyboard.type('????');
  await page.keyboard.press('Enter');
  await expect(page.getByText('图形验证码不正确或已过期')).toBeVisible();
  await expect(person.field('图形验证码')).toBeFocused();
  await expect(person.field('图形验证码')).toHaveValue('');
  await expectAccessible(page, 'natural person, captcha refused');
  await person.answer();
  await page.keyboard.press('Enter');

  await expect(person.heading('个人首页')).toBeVisible();
  await expect(page.getByText('共 5 家，3 家可以进入')).toBeVisible();
  const pending = person.enterprise('不能进入').first();
  await pending.getByRole('button', { name: '为什么不能办' }).click();
  await expect(pending).toContainText('与您的实名姓名不一致');
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'home page of a person');

  const first = await person.enterprise('办税人').first().locator('.name .ellipsis').textContent();
  await person.button(`进入 ${first ?? ''}`).click();
  await expect(person.heading('可办业务')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: '切换企业' }).click();
  await page.getByRole('menuitem').filter({ hasText: '领票人' }).click();
  await expect(page.getByRole('region', { name: '当前登录' })).toContainText('领票人');
  await page.getByRole('button', { name: '返回个人首页' }).click();
  await expect(person.heading('个人首页')).toBeVisible();
  await person.signOut();
  await expect(person.heading('代理机构账号登录')).toBeVisible();
});

test('F2, D3: where the personal password was reset, the home leads out of it to the enterprise’s login, and the person is signed out', async ({
  desk: { page },
  host,
  training,
}) => {
  const person = new PersonPages(page);
  await person.open();
  await person.fill('苏明远');
  await person.answer();
  await page.keyboard.press('Enter');
  await expect(page.getByText('共 5 家，3 家可以进入')).toBeVisible();
  // An officer of that enterprise resets the password, in a window of their own (D2).
  const other = await host.newWindow();
  const said = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
    const answer = await callAs(other, path, body);
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  };
  // One of those that can be entered has a personal password to reset.
  const open = person.enterprise('办税人').filter({ has: page.getByRole('button', { name: /^进入 / }) });
  let [name, taxpayerId] = ['', ''];
  let flow: Flow = { flow: '', handlers: [] };
  for (const row of await open.all()) {
    name = (await row.locator('.name .ellipsis').textContent()) ?? '';
    taxpayerId = ((await row.locator('.name .id').textContent()) ?? '').replaceAll(/\s/g, '');
    const password = demo.enterprisePassword;
    ({ flow } = (await said('/enterprise-sign-in/firm', { taxpayerId, password })) as { flow: Flow });
    if (flow.handlers.some((one) => one.name === '苏明远' && one.methods.password)) break;
  }
  const officer = flow.handlers.find(
    (one) => /Representative|Officer/.test(one.capacity) && one.methods.code !== null,
  )!;
  await said('/enterprise-sign-in/code', { flow: flow.flow, handlerId: officer.handlerId });
  const proof = { kind: 'code', code: await training.lastCode() };
  await said('/enterprise-sign-in/finish', { flow: flow.flow, handlerId: officer.handlerId, proof });
  const handlerId = flow.handlers.find((one) => one.name === '苏明远')!.handlerId;
  await said('/enterprise/reset-password', { handlerId });

  await page.getByRole('button', { name: '刷新' }).click();
  await expect(page.getByText('共 5 家，2 家可以进入')).toBeVisible();
  const way = person.button('退出并去企业登录');
  // Only where it helps: a name that differs, or a first sync, is not mended by that login.
  const offered: string[] = [];
  for (const row of await person.enterprise('不能进入').all()) {
    await row.getByRole('button', { name: '为什么不能办' }).click();
    await expect(page.locator('[popover]:popover-open')).toBeVisible();
    if ((await way.count()) > 0) offered.push((await row.locator('.name .ellipsis').textContent()) ?? '');
    await page.keyboard.press('Escape');
  }
  expect(offered).toEqual([name]);
  const row = person.enterprise(name);
  await row.getByRole('button', { name: '为什么不能办' }).click();
  await expect(row).toContainText('个人密码已被重置，请先用企业登录设置新的个人密码');
  await way.click();
  await expect(page.getByRole('tab', { name: /^企业/, selected: true })).toBeVisible();
  await expect(page.getByText('普通登录', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: /纳税人识别号/ })).toHaveValue(new RegExp([...taxpayerId].join(' ?')));
  // Signed out indeed: nothing of the person comes back with the page.
  expect((await callAs(page, '/session')).body).toMatchObject({ who: null });
  await page.reload();
  await expect(page.getByRole('tab', { name: /^企业/, selected: true })).toBeVisible();
  await expect(page.getByRole('region', { name: '当前登录' })).toHaveCount(0);
});

test('J4, F2: a person reads, narrows and exports what was done by them and in their name, the own account and every enterprise', async ({
  desk: { page },
  host,
}) => {
  const person = new PersonPages(page);
  await person.open();
  await person.fill('苏明远');
  await person.answer();
  await page.keyboard.press('Enter');
  const first = (await person.enterprise('办税人').first().locator('.name .ellipsis').textContent()) ?? '';
  await person.button(`进入 ${first}`).click();
  await expect(person.heading('可办业务')).toBeVisible();
  await page.getByRole('link', { name: '办理轨迹' }).click();
  await expect(person.heading('办理轨迹')).toBeVisible();
  await page.getByRole('button', { name: '返回个人首页' }).click();
  await page.getByRole('link', { name: '操作记录' }).click();
  await expect(person.heading('操作记录')).toBeVisible();
  const rows = page.getByRole('table', { name: '操作记录' }).getByRole('row');
  await expect(rows.filter({ hasText: '从个人首页进入企业' }).filter({ hasText: first })).toHaveCount(1);
  await expect(rows.filter({ hasText: '以自然人身份登录' })).toHaveCount(1);
  // Leaving the enterprise asks its page for nothing more.
  await expect(rows.filter({ hasText: '被拒绝' })).toHaveCount(0);
  await expectAccessible(page, 'trail of a person');
  await page.getByLabel('范围').selectOption({ label: '本人账号' });
  await expect(rows.filter({ hasText: '从个人首页进入企业' })).toHaveCount(0);
  await expect(rows.filter({ hasText: '以自然人身份登录' })).toHaveCount(1);
  await page.getByLabel('范围').selectOption({ label: first });
  await expect(rows.filter({ hasText: '以自然人身份登录' })).toHaveCount(0);
  await page.getByRole('textbox', { name: '查找内容' }).fill('进入企业');
  await expect(rows.filter({ hasText: first })).toHaveCount(1);
  const saved = await host.savedBy(() => person.button('导出 CSV').click());
  const csv = await readFile(saved.path, 'utf8');
  expect(csv.trim().split('\n')).toHaveLength(2);
  expect(csv).toContain(`从个人首页进入企业`);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(rows.filter({ hasText: '以自然人身份登录' })).toHaveCount(1);
});

test('D5, B6: who only ever used SMS login sets a password by the verified mobile, and changes it later', async ({
  desk: { page },
  host,
}) => {
  const person = new PersonPages(page);
  await person.open();
  await person.button('忘记密码，或从未设置密码').click();
  await person.fill('白若溪');
  await person.button('获取验证码').click();
  await person.fillCode('找回自然人密码');
  await expect(person.heading('设置新密码')).toBeVisible();
  await page.goto(host.at('/person'));
  await expect(person.heading('设置新密码')).toBeVisible();
  await person.field('新密码').fill('Xin-Ziran-88');
  await person.field('再输入一次新密码').fill('Xin-Ziran-88');
  await person.button('确定').click();
  await person.open();
  // The number as somebody pastes it.
  await person.signIn(' １５４ 4296 9456 ', 'Xin-Ziran-88');
  await expect(person.heading('个人首页')).toBeVisible();
  await page.getByRole('link', { name: '账户安全' }).click();
  await expect(page.getByText('更换手机号码须用新手机重新采集实名信息')).toBeVisible();
  await person.field('原密码').fill('Xin-Ziran-99');
  await person.field('新密码').fill('Xin-Ziran-77');
  await person.field('再输入一次新密码').fill('Xin-Ziran-77');
  await person.button('修改密码').click();
  await expect(page.getByText('原密码不正确')).toBeVisible();
  await expectAccessible(page, 'account of a person');
  await person.field('原密码').fill('Xin-Ziran-88');
  await person.button('修改密码').click();
  await expect(page.getByText('自然人密码已修改')).toBeVisible();
  await expect(person.field('原密码')).toHaveValue('');
});

test('A5, A3: a person registers, logs in, and is led to real-name collection', async ({ desk: { page } }) => {
  const person = new PersonPages(page);
  await person.open();
  await person.button('注册自然人').click();
  await person.fill('纪晚舟');
  await person.button('获取验证码').click();
  await expect(page.getByRole('textbox', { name: '验证码' })).toBeFocused();
  await person.fillCode('自然人注册');
  await person.field('设置自然人密码').fill('Xin-Ziran-88');
  await person.field('再输入一次密码').fill('Xin-Ziran-8');
  await person.button('注册').click();
  await expect(page.getByText('两次输入的密码不一致')).toBeVisible();
  await expectAccessible(page, 'registration of a person');
  await person.field('再输入一次密码').fill('Xin-Ziran-88');
  await page.keyboard.press('Enter');
  await expect(person.heading('纪晚舟 注册成功')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(person.field('证件号码或手机号码')).not.toHaveValue('');
  await person.field('自然人密码').fill('Xin-Ziran-88');
  await person.answer();
  await page.keyboard.press('Enter');
  await expect(page.getByText('您还没有完成实名采集')).toBeVisible();
  await expect(person.heading('没有任职的企业')).toBeVisible();
});

test('A5, B7: a legal representative registers an enterprise, whose first login is an ordinary one with a sync', async ({
  desk: { page },
}) => {
  const person = new PersonPages(page);
  await page.getByRole('tab', { name: /^企业/ }).click();
  await person.button('注册企业').click();
  await person.fill('云岫');
  await person.button('获取验证码').click();
  await person.fillCode('企业注册');
  await person.field('设置企业密码').fill('Xin-Qiye-88');
  await person.field('再输入一次密码').fill('Xin-Qiye-88');
  await person.button('注册').click();
  await expect(person.heading(/注册成功/)).toBeVisible();
  await person.button('去登录').click();
  await person.field('企业密码').fill('Xin-Qiye-88');
  await page.keyboard.press('Enter');
  await person.button('同步办税人').click();
  await expect(page.getByText(/同步成功：法定代表人苏明远/)).toBeVisible();
});

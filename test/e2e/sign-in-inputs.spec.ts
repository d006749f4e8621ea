import { expect, test } from './support/desk.ts';
import { demo } from './support/demo.ts';
import { callAs } from './support/engine.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';

test('A1: the keyboard alone signs an enterprise in and comes back to a remembered number; a wrong field is where the hand goes', async ({
  desk,
  page,
}) => {
  const signIn = new EnterpriseSignIn(page);
  const accounts = (await callAs(page, '/training/accounts')).body as {
    enterprises: { taxpayerId: string; name: string; text: string }[];
  };
  const one = accounts.enterprises.find(({ text }) => text.includes('普通登录后直接进入社保费征收'))!;
  const id = page.getByRole('main').getByLabel('社会信用代码（纳税人识别号）');
  const password = page.getByLabel('企业密码', { exact: true });
  await expect(desk.signIn.firmId).toBeFocused();
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^企业/ })).toHaveAttribute('aria-selected', 'true');
  await expect(id).toBeFocused();
  // As it comes out of a spreadsheet: full-width, in groups, with a hyphen.
  await id.evaluate(
    (input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
    },
    one.taxpayerId
      .replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
      .replace(/(.{4})/g, '$1 -'),
  );
  await expect(id).toHaveValue(one.taxpayerId);
  await id.fill(one.taxpayerId.replace(/(.{4})/g, '$1 '));
  await page.keyboard.press('Enter');
  await expect(id).toHaveValue(one.taxpayerId);
  await expect(password).toBeFocused();
  await expect(page.getByText('请输入企业密码')).toBeVisible();
  await id.fill(`${one.taxpayerId.slice(0, 17)}${one.taxpayerId.endsWith('1') ? '2' : '1'}`);
  await password.fill('Weituo-2026');
  await page.keyboard.press('Enter');
  await expect(id).toBeFocused();
  await expect(page.getByText(/第 18 位校验码/)).toBeVisible();
  await id.fill(one.taxpayerId);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await password.fill('Weituo-2026');
  await page.keyboard.press('Enter');
  await expect(signIn.heading('社保费征收')).toBeVisible();
  await signIn.signOut();

  await signIn.open();
  await id.press('ArrowDown');
  const option = page.getByRole('option', { name: new RegExp(one.name) });
  await expect(option).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(id).toHaveValue(one.taxpayerId);
  await expect(password).toBeFocused();
  await id.press('ArrowDown');
  await page.keyboard.press('Shift+Delete');
  await expect(option).toHaveCount(0);
  await page.reload();
  await signIn.open();
  await id.press('ArrowDown');
  await expect(option).toHaveCount(0);
});

test('A1, B4: the office’s own number waits in the field; Esc goes back one step at a time', async ({ desk, page }) => {
  await desk.signInAs();
  await desk.frame.signOut();
  await expect(desk.signIn.firmId).toHaveValue(demo.firm.taxpayerId);
  await expect(desk.signIn.firmPassword).toBeFocused();
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.fill('法定代表人可用个人密码');
  await signIn.button('登录').click();
  const radios = page.getByRole('radiogroup', { name: '选择待办人员' }).getByRole('radio');
  await expect(signIn.heading('选择办税人')).toBeVisible();
  await expect(radios.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(radios.first()).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(radios.first()).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(signIn.heading('企业账号登录')).toBeVisible();
  await signIn.button('忘记密码').click();
  await expect(signIn.heading('找回企业密码')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(signIn.heading('企业账号登录')).toBeVisible();
});

test('A1: in every mode a new problem takes the place of the sentence about the try before', async ({ desk, page }) => {
  const main = page.getByRole('main');
  const refused = main.getByText(/不正确，还可再试/);
  const number = main.getByLabel('社会信用代码（纳税人识别号）');
  const malformed = async (field = number): Promise<void> => {
    const before = await field.inputValue();
    await field.fill(before.slice(0, 9));
    await field.press('Tab');
    await expect(refused).toHaveCount(0);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    // Neither does it come back when the number is right again.
    await field.fill(before);
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
    await expect(refused).toHaveCount(0);
  };
  await desk.signIn.firmId.fill(demo.firm.taxpayerId);
  await desk.signIn.firmPassword.fill('Cuowu-2026');
  await desk.signIn.next.click();
  await expect(refused).toBeVisible();
  await malformed();

  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.fill('法定代表人可用个人密码');
  await page.getByLabel('企业密码', { exact: true }).fill('Cuowu-2026');
  await signIn.button('登录').click();
  await expect(refused).toBeVisible();
  await malformed();

  await signIn.way('快捷登录').click();
  await page.getByLabel('企业密码', { exact: true }).fill('Cuowu-2026');
  await main.getByRole('textbox', { name: /手机/ }).fill('13900000001');
  await main.getByRole('button', { name: '获取验证码' }).click();
  await expect(refused).toBeVisible();
  await expect(main.getByText('请输入企业密码')).toHaveCount(0);
  await malformed();
});

test('B6, J2: a blank that a paste brought along is told at the field and costs no try', async ({ desk, page }) => {
  await desk.signIn.firmId.fill(demo.firm.taxpayerId);
  await desk.signIn.firmPassword.fill(`${demo.firm.password} `);
  // Before anything is sent, and nothing is cut off silently.
  await expect(desk.signIn.card).toContainText('开头或末尾有空格或看不见的字符，请核对');
  await desk.signIn.next.click();
  await expect(desk.signIn.card).toContainText('第 11 个字符是空格，密码不能含空格，请删去后再试');
  await expect(desk.signIn.firmPassword).toHaveValue(`${demo.firm.password} `);
  await desk.signIn.firmPassword.fill(demo.firm.password);
  await desk.signIn.next.click();
  await desk.signIn.member(demo.admin).click();
  const own = desk.signIn.personalPassword(demo.admin);
  // More often than the throttle allows.
  for (let time = 0; time < 6; time += 1) {
    await own.fill(`${demo.staffPassword}\u3000`);
    await desk.signIn.submit.click();
    await expect(desk.signIn.card).toContainText('第 13 个字符是空格');
    await expect(own).toHaveValue('');
  }
  await own.fill(demo.staffPassword);
  await desk.signIn.submit.click();
  await expect(desk.list.heading).toBeVisible();
  await page.keyboard.press('Control+l');
  await desk.lock.password.fill(` ${demo.staffPassword}`);
  await desk.lock.unlock.click();
  await expect(desk.lock.sheet).toContainText('第 1 个字符是空格');
});

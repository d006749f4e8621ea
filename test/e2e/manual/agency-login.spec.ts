import { demo } from '../support/demo.ts';
import { expect, manualTest as test } from '../support/manual.ts';

test('G1, G2, G3: agency login in three steps', async ({ desk, page, manual }) => {
  const text = manual('agency-login', 'G1、G2、G3、G4、G5');
  text.say('第一步：输入代理机构自己的社会信用代码（纳税人识别号）和机构登录密码。');
  await desk.signIn.firmId.fill(demo.firm.taxpayerId);
  await desk.signIn.firmPassword.fill(demo.firm.password);
  await text.show(page, '第一步，机构账号');
  await desk.signIn.next.click();
  text.say('第二步：选择待办人员，用个人密码或短信验证码登录。');
  await desk.signIn.member(demo.admin).click();
  await desk.signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await text.show(page, '第二步，待办人员');
  await desk.signIn.submit.click();
  await expect(desk.list.rows.first()).toBeVisible();
  text.say(
    '第三步：选择要办理的委托企业（Ctrl K 可按名称、拼音或代码查找）。没有有效委托协议的企业不能进入，列表写明原因。',
  );
  await text.show(page, '第三步，选择委托企业');
  const [client] = await desk.clients({ remembered: false }, 1);
  await desk.palette.open();
  await desk.palette.field.fill(client!.name);
  await expect(desk.palette.active).toContainText(client!.name);
  await page.keyboard.press('Enter');
  await expect(desk.enterSheet.sheet).toContainText(client!.name);
  text.say(
    '输入协议密码。密码正确即可在协议约定的权限功能内为该企业办理业务；密码错误不打开任何内容，并提示还可再试几次。',
  );
  await text.show(page, '输入协议密码');
  await desk.giveAgreementPassword(client!);
  text.say('进入后，客户的名称、税号和颜色始终在页面上方。可同时打开多个客户，切换时不再询问。');
  await text.show(page, '为委托企业办理');
});

import { EnterpriseSignIn } from '../pages/enterprise-sign-in.ts';
import { StaffMaintenancePage } from '../pages/staff-maintenance-page.ts';
import { expect, manualTest as test } from '../support/manual.ts';

test('E1, E2, E3, E4, E5, E6, D2, D3: staff maintenance step by step, and the reset of a password', async ({
  page,
  manual,
  desk: _,
}) => {
  const text = manual('staff-maintenance', 'E1、E2、E3、E4、E5、E6、E7');
  const signIn = new EnterpriseSignIn(page);
  const staff = new StaffMaintenancePage(page);
  await signIn.byPassword('另有五名人员', '法定代表人');
  await expect(signIn.heading('可办业务')).toBeVisible();
  text.say('点右上角的纳税人名称，选“企业人员维护”。只有法定代表人和财务负责人有这一项，办税人没有。');
  await staff.menu();
  await text.show(page, '右上角的纳税人菜单');
  await page.getByRole('menuitem', { name: '企业人员维护' }).click();
  await expect(staff.row('梁知夏')).toBeVisible();
  text.say('第一步：打开“身份维护”，点“添加权限身份”。');
  await staff.tab('身份维护').click();
  await expect(staff.button('添加权限身份')).toBeVisible();
  await text.show(page, '身份维护');
  await staff.button('添加权限身份').click();
  text.say(
    '第二步：输入“权限身份名称”、“权限描述”，勾选该身份涉及的权限功能，保存。企业人员维护和代理机构认定管理不能授予任何身份。',
  );
  await page.getByRole('dialog').getByLabel('权限身份名称').fill('社保岗');
  await page.getByRole('checkbox', { name: '社保', exact: true }).check();
  await text.show(page, '添加权限身份');
  await staff.button('保存').click();
  await expect(page.getByRole('row').filter({ hasText: '社保岗' })).toContainText('无人持有');
  text.say('第三步：回到“人员”，点“添加办税人”，输入姓名、证件类型、证件号码，点“搜索”。');
  await staff.tab('人员').click();
  await staff.button('添加办税人').click();
  await staff.field('姓名').fill('温以南');
  await staff.field('证件号码').fill('210102198811127421');
  await staff.button('搜索').click();
  await expect(page.getByText('没有找到姓名、证件类型、证件号码都相符的人员')).toBeVisible();
  await text.show(page, '查询人员');
  text.say(
    '没有搜索到的，点下一步，手工维护填选；搜索到但未实名的，同样先列为“待实名采集”，采集完成前不能登录，也没有任何权限。',
  );
  await staff.button('下一步：手工维护填选').click();
  text.say('第四步：选择权限身份和管理权限，确认添加。');
  await staff.field('身份类型').selectOption({ label: '社保岗' });
  await text.show(page, '选择身份和权限');
  await staff.button('下一步').click();
  await staff.button('确定添加 温以南').click();
  await expect(page.getByRole('heading', { name: '已添加 温以南' })).toBeVisible();
  await staff.button('返回人员列表').click();
  text.say('以后要调整的，在该人员处点“权限管理”；改动立即生效，已登录的窗口也随之更新。');
  await staff.button('梁知夏的权限管理').click();
  await expect(page.getByRole('checkbox', { name: '增值税小规模纳税人申报' })).toBeVisible();
  await text.show(page, '权限管理');
  await page.keyboard.press('Escape');
  text.say('“权限一览”列出谁可以办什么；点不能办的格子，写明缺哪一环、依据哪条规则、谁能解决。');
  await staff.tab('权限一览').click();
  await expect(staff.button('梁知夏，增值税一般纳税人申报：不能办理')).toBeVisible();
  await staff.button('梁知夏，增值税一般纳税人申报：不能办理').click();
  await expect(page.getByRole('complementary', { name: '为什么不能办' })).toBeVisible();
  await text.show(page, '权限一览');

  const reset = manual('password-reset', 'D2、D3、D4');
  reset.say(
    '办税人忘记个人密码的，由法定代表人或财务负责人在企业人员维护中点“重置密码”，重置为 111111。两位负责人只能重置本人和办税人的密码，不能互相重置。',
  );
  await staff.tab('人员').click();
  await staff.button('重置梁知夏的密码').click();
  await expect(page.getByRole('dialog')).toContainText('111111');
  await reset.show(page, '重置密码');
  await page.getByRole('dialog').getByRole('button', { name: /^重置/ }).click();
  await expect(staff.row('梁知夏')).toContainText('111111 有效至');
  reset.say('111111 在24小时内只能登录一次，还须短信验证码；登录后只打开设置新密码的页面，改好之前不能办理业务。');
  await reset.show(page, '重置后的人员列表');
});

import { EnterpriseDelegationPage } from '../pages/enterprise-delegation-page.ts';
import { demo } from '../support/demo.ts';
import { expect, manualTest as test } from '../support/manual.ts';

const asking = '大连汀澜财税代理有限公司';

test('H1, H2, H3, H6: the taxpayer recognises, confirms and cancels agencies', async ({ page, manual, desk: _ }) => {
  const text = manual('delegation', 'H1、H2、H3、H4、H6、L1、L2、L4');
  const taxpayer = new EnterpriseDelegationPage(page);
  text.say(
    '企业登录后打开“代理机构认定管理”，列出本企业的全部委托协议：状态、起止日期、委托事项。等待答复的申请在最上面，21 天内不答复即失效。',
  );
  await taxpayer.open('法定代表人可用个人密码');
  await expect(taxpayer.rows.first()).toBeVisible();
  await text.show(page, '代理机构认定管理');
  text.say('点“认定代理机构”，先“同步代理机构”，再选择机构。');
  await taxpayer.button('认定代理机构').first().click();
  await taxpayer.button('同步代理机构').click();
  await page
    .getByRole('list', { name: '代理机构' })
    .getByRole('button', { name: new RegExp(demo.firm.name) })
    .click();
  text.say(
    '勾选委托事项，填写起止日期和协议密码，选择服务人员，然后认定。委托事项不能超过本企业自己持有的权限功能；企业人员维护和代理机构认定管理不能委托。',
  );
  await taxpayer.button('一年').click();
  await taxpayer.button(/^全部可委托事项/).click();
  await text.show(page, '认定代理机构');
  await taxpayer.go();
  text.say(
    '机构提出的申请，由法定代表人或财务负责人确认或谢绝。确认时设置协议密码，密码由委托企业自己设置，代理机构不能代设。',
  );
  await page.getByRole('link', { name: '去答复' }).click();
  await expect(taxpayer.heading(asking)).toBeVisible();
  await text.show(page, '答复委托申请');
  await taxpayer.button('确认委托').click();
  await taxpayer.sheet.getByLabel('协议密码', { exact: true }).fill('Tinglan-26');
  await taxpayer.sheet.getByRole('button', { name: `确认委托 ${asking}` }).click();
  await expect(page.getByText('未到起始日', { exact: true })).toBeVisible();
  text.say(
    '生效后可以暂停、恢复、变更委托内容、更换协议密码或取消。取消立即生效，代理机构已打开的办税窗口随即关闭，并写明原因；没有提交的草稿保留。',
  );
  await text.show(page, '委托协议');
});

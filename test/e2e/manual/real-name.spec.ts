import { PhoneWindow } from '../pages/phone-window.ts';
import { demo } from '../support/demo.ts';
import { expect, manualTest as test } from '../support/manual.ts';

test('I1: real-name collection on the simulated phone', async ({ desk, host, manual }) => {
  const text = manual('real-name', 'A3、I1、I2、I3');
  text.say(
    '没有实名信息的人员不能登录，页面写明原因；演示环境中可点“打开模拟手机”。新用户首次使用时自动进入实名采集；老用户在【服务】页面的“公众查询”中点【采集实名信息】。',
  );
  await desk.giveFirm();
  await desk.signIn.whyNot(demo.noRealName).click();
  const phone = await PhoneWindow.openedBy(host, () =>
    desk.signIn.card.getByRole('button', { name: '打开模拟手机' }).click(),
  );
  await expect(phone.page.getByRole('heading', { name: '首次使用，请先完成实名采集' })).toBeVisible();
  await text.show(phone.page, '首次使用');
  text.say('对准本人身份证拍摄。样例身份证由程序绘制，不是任何真实的人。');
  await phone.button('开始采集').click();
  await text.show(phone.page, '拍摄身份证');
  await phone.button('拍摄').click();
  await phone.button('信息无误，下一步').click();
  text.say('补充信息：填写手机号码，以短信验证码核实。');
  await phone.button('获取验证码').click();
  await phone.button(/^填入 \d{6}$/).click();
  await text.show(phone.page, '补充信息');
  await phone.button('下一步').click();
  text.say(
    '人脸检测通过即完成采集。培训人员可以为下一次采集设定结果：通过、身份证无法识别、人脸不一致、姓名不一致、手机号已被占用。',
  );
  await text.show(phone.page, '人脸检测');
  await phone.face();
  await expect(phone.page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
  await text.show(phone.page, '实名采集成功');
});

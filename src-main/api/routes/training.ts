import { Refusal } from '@contract/errors.ts';
import { namesOfMobiles } from '../../store/repositories/mobiles.ts';
import { demoAccounts } from '../../training/accounts.ts';
import type { Training } from '../../training/training.ts';
import type { AdmittedCall } from '../guard/admit.ts';
import { os } from '../guard/admit.ts';

/** The training room of the open world. @throws Refusal FORBIDDEN in the office profile */
function trainingOf(call: AdmittedCall): Training {
  const { training } = call.engine;
  if (training) return training;
  throw new Refusal('FORBIDDEN', '此功能只在演示环境中提供，本机构的数据不受影响。', { link: 'desk' });
}

export const trainingRoutes = {
  messages: os.training.messages.handler(async ({ context: { call } }) => {
    const { phone, phones } = trainingOf(call);
    const messages = phone.messages();
    phones.takenByAll(call.window);
    const names = await namesOfMobiles(
      call.engine.db,
      messages.map((message) => message.mobile),
    );
    return messages.map(({ mobile, text, at }) => ({
      mobile,
      personName: names.get(mobile) ?? null,
      text,
      at: new Date(at).toISOString(),
    }));
  }),
  accounts: os.training.accounts.handler(({ context: { call } }) => {
    trainingOf(call);
    return demoAccounts(call.engine.db);
  }),
  steerRegistry: os.training.steerRegistry.handler(async ({ input, context: { call } }) => {
    await trainingOf(call).registry.steer(input.taxpayerId, input.outcome);
    await call.engine.acts.run(null, (act) =>
      act.record({
        act: 'training.registry',
        text: `调整模拟金税系统（${input.taxpayerId}）`,
        origin: call.origin,
        detail: { outcome: input.outcome },
      }),
    );
  }),
  moveClock: os.training.moveClock.handler(async ({ input, context: { call } }) => {
    const { clock } = trainingOf(call);
    const { acts, bureau, notify } = call.engine;
    await clock.move(input.byMs);
    await acts.run(null, (act) =>
      act.record({
        act: 'training.moveClock',
        text: '调整演示时钟',
        origin: call.origin,
        detail: { byMs: input.byMs },
      }),
    );
    // Another day: sessions run out, agreements begin and expire.
    await bureau.sweep();
    notify(null, { kind: 'deskChanged', status: await call.desk.status() });
    notify(null, { kind: 'clientsChanged', clientId: null });
    return { now: new Date(clock.now()).toISOString() };
  }),
  phonePeople: os.training.phonePeople.handler(({ input, context: { call } }) =>
    trainingOf(call).phones.people(input.query),
  ),
  openPhone: os.training.openPhone.handler(async ({ input, context: { call } }) => {
    const { phones } = trainingOf(call);
    const content = await phones.open(input.ref);
    phones.taken(call.window, content.phone);
    return content;
  }),
  steerPhone: os.training.steerPhone.handler(async ({ input, context: { call } }) => {
    const { phones } = trainingOf(call);
    await phones.steer(input.phone, input.outcome);
    await call.engine.acts.run(null, (act) =>
      act.record({
        act: 'training.phone',
        text: '设定模拟手机下一次实名采集的结果',
        rule: 'I2',
        origin: call.origin,
        detail: { phone: input.phone, outcome: input.outcome },
      }),
    );
    return phones.content(input.phone);
  }),
  changeSim: os.training.changeSim.handler(async ({ input, context: { call } }) => {
    const { phones } = trainingOf(call);
    await phones.changeSim(input.phone);
    await call.engine.acts.run(null, (act) =>
      act.record({
        act: 'training.phone',
        text: '更换模拟手机的号码',
        rule: 'I3',
        origin: call.origin,
        detail: { phone: input.phone },
      }),
    );
    return phones.content(input.phone);
  }),
};

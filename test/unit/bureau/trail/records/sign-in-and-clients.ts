import { unclaimedTaxpayerId } from '../../../../../src-main/training/sample/unclaimed-numbers.ts';
import { agreementPassword, ids, mobiles, otherThan, passwords, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const newPassword = 'Xin-Mima-88';
const form = { taxpayerId: '', capacity: 'financeOfficer' as const, mobile: mobiles.fang };
const recovery = { ...form, taxpayerId: ids.ent };
const quick = { ...recovery, password: passwords.firm };
const payment = {
  tax: '增值税',
  period: '2026-Q3',
  amount: 100_00,
  paidDay: '2026-10-12',
  voucher: '',
  reason: '在税务局申报',
};
const vat = { period: '2026-Q3', lines: {} };

const agencyFlow = async (desk: RecordsDesk) =>
  (await desk.call().signIn.firm({ taxpayerId: ids.agency, password: passwords.firm })).flow;
const enterpriseFlow = async (desk: RecordsDesk): Promise<string> => {
  const answer = await desk.call().enterpriseSignIn.firm({ taxpayerId: ids.ent, password: passwords.firm });
  return answer.next === 'handlers' ? answer.flow.flow : '';
};
const recovered = async (desk: RecordsDesk): Promise<void> => {
  const { flow } = await desk.call().passwordRecovery.sendCode(recovery);
  await desk.call().passwordRecovery.prove({ flow, code: desk.code() });
};
const ticketAfterReset = async (desk: RecordsDesk): Promise<void> => {
  await (await desk.person('lin')).enterprise.resetPersonalPassword({ handlerId: 'bao' });
  const flow = await enterpriseFlow(desk);
  await desk.call().enterpriseSignIn.sendCode({ flow, handlerId: 'bao' });
  await desk.call().enterpriseSignIn.finish({ flow, handlerId: 'bao', proof: { kind: 'code', code: desk.code() } });
};

/** Logins, passwords, sessions, the agency's clients and the business done for them. */
export const rows: RecordRows = {
  'signIn.firm': {
    refused: (desk) => desk.call().signIn.firm({ taxpayerId: ids.agency, password: 'Falsch-123' }),
    done: (desk) => desk.call().signIn.firm({ taxpayerId: ids.agency, password: passwords.firm }),
  },
  'signIn.sendCode': {
    refused: async (desk) => desk.call().signIn.sendCode({ flow: await agencyFlow(desk), handlerId: 'li' }),
    done: async (desk) => desk.call().signIn.sendCode({ flow: await agencyFlow(desk), handlerId: 'sun' }),
  },
  'signIn.staff': {
    refused: async (desk) =>
      desk.call().signIn.staff({
        flow: await agencyFlow(desk),
        handlerId: 'sun',
        proof: { kind: 'password', password: 'Falsch-123' },
      }),
    done: async (desk) =>
      desk.call().signIn.staff({
        flow: await agencyFlow(desk),
        handlerId: 'sun',
        proof: { kind: 'password', password: passwords.person },
      }),
  },
  'enterpriseSignIn.firm': {
    refused: (desk) => desk.call().enterpriseSignIn.firm({ taxpayerId: ids.ent, password: 'Falsch-123' }),
    done: (desk) => desk.call().enterpriseSignIn.firm({ taxpayerId: ids.ent, password: passwords.firm }),
  },
  'enterpriseSignIn.sync': {
    refused: async (desk) => {
      await desk.engine.training?.registry.steer(ids.ent, 'down');
      await desk.call().enterpriseSignIn.sync({ flow: await enterpriseFlow(desk) });
    },
    done: async (desk) => {
      await desk.engine.training?.registry.steer(ids.ent, 'answers');
      await desk.call().enterpriseSignIn.sync({ flow: await enterpriseFlow(desk) });
    },
  },
  'enterpriseSignIn.sendCode': {
    refused: async (desk) =>
      desk.call().enterpriseSignIn.sendCode({ flow: await enterpriseFlow(desk), handlerId: 'nobody' }),
    done: async (desk) =>
      desk.call().enterpriseSignIn.sendCode({ flow: await enterpriseFlow(desk), handlerId: 'fang' }),
  },
  'enterpriseSignIn.finish': {
    refused: async (desk) =>
      desk.call().enterpriseSignIn.finish({
        flow: await enterpriseFlow(desk),
        handlerId: 'lin',
        proof: { kind: 'password', password: 'Falsch-123' },
      }),
    done: async (desk) =>
      desk.call().enterpriseSignIn.finish({
        flow: await enterpriseFlow(desk),
        handlerId: 'lin',
        proof: { kind: 'password', password: passwords.person },
      }),
  },
  'enterpriseSignIn.quickCode': {
    refused: (desk) => desk.call().enterpriseSignIn.quickCode({ ...quick, mobile: '15499999999' }),
    done: (desk) => desk.call().enterpriseSignIn.quickCode(quick),
  },
  'enterpriseSignIn.quickFinish': {
    refused: async (desk) => {
      const { flow } = await desk.call('other').enterpriseSignIn.quickCode(quick);
      await desk.call('other').enterpriseSignIn.quickFinish({ flow, code: otherThan(desk.code()) });
    },
    done: async (desk) => {
      desk.later();
      const { flow } = await desk.call().enterpriseSignIn.quickCode(quick);
      await desk.call().enterpriseSignIn.quickFinish({ flow, code: desk.code() });
    },
  },
  'passwordRecovery.sendCode': {
    refused: async (desk) => {
      await desk.call('other').passwordRecovery.sendCode(recovery);
      await desk.call().passwordRecovery.sendCode(recovery);
    },
    done: (desk) => {
      desk.later();
      return desk.call().passwordRecovery.sendCode(recovery);
    },
  },
  'passwordRecovery.prove': {
    refused: async (desk) => {
      const { flow } = await desk.call('other').passwordRecovery.sendCode(recovery);
      await desk.call('other').passwordRecovery.prove({ flow, code: otherThan(desk.code()) });
    },
    done: (desk) => {
      desk.later();
      return recovered(desk);
    },
  },
  'passwordRecovery.setEnterprisePassword': {
    refused: async (desk) => {
      await recovered(desk);
      await desk.call().passwordRecovery.setEnterprisePassword({ newPassword: 'Password123!' });
    },
    done: (desk) => desk.call().passwordRecovery.setEnterprisePassword({ newPassword }),
  },
  'passwordRecovery.setPersonalPassword': {
    refused: async (desk) => {
      await ticketAfterReset(desk);
      await desk.call().passwordRecovery.setPersonalPassword({ newPassword: '111111' });
    },
    done: (desk) => desk.call().passwordRecovery.setPersonalPassword({ newPassword }),
  },
  'session.signOut': { refused: null, done: async (desk) => (await desk.staff()).session.signOut() },
  'session.lock': { refused: null, done: async (desk) => (await desk.staff()).session.lock() },
  'session.unlock': {
    refused: async (desk) => {
      await (await desk.staff()).session.lock();
      await desk.call('zhao').session.unlock({ personalPassword: 'Falsch-123' });
    },
    done: (desk) => desk.call('zhao').session.unlock({ personalPassword: passwords.person }),
  },
  'session.setPersonalPassword': {
    refused: async (desk) =>
      (await desk.staff()).session.setPersonalPassword({ oldPassword: passwords.person, newPassword: 'Password123!' }),
    done: (desk) => desk.call('zhao').session.setPersonalPassword({ oldPassword: passwords.person, newPassword }),
  },
  'enterprise.setPersonalPassword': {
    refused: async (desk) => (await desk.person('bao')).enterprise.setPersonalPassword({ newPassword }),
    done: (desk) => desk.call('bao').enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword }),
  },
  'enterprise.resetPersonalPassword': {
    refused: async (desk) => (await desk.person('lin')).enterprise.resetPersonalPassword({ handlerId: 'fang' }),
    done: (desk) => desk.call('lin').enterprise.resetPersonalPassword({ handlerId: 'bao' }),
  },
  'clients.enter': {
    refused: async (desk) =>
      (await desk.staff('sun')).clients.enter({
        clientId: 'c01',
        with: { kind: 'password', agreementPassword: 'Falsch-123' },
      }),
    done: (desk) => desk.call('sun').clients.enter({ clientId: 'c01', with: { kind: 'password', agreementPassword } }),
  },
  'clients.export': {
    refused: async (desk) =>
      (await desk.staff()).clients.export({ query: '没有这样的客户', columns: ['name'], format: 'csv' }),
    done: (desk) => desk.call('zhao').clients.export({ columns: ['name', 'taxpayerId'], format: 'xlsx' }),
  },
  'clients.leave': {
    refused: null,
    done: async (desk) => {
      await desk.client();
      await desk.call('sun').clients.leave({ clientId: 'c01' });
    },
  },
  'clients.add': {
    // Whatever is wrong with it is told at the field.
    refused: null,
    done: async (desk) => (await desk.staff()).clients.add({ name: '沈阳新潮商贸有限公司', taxpayerId: ids.fresh }),
  },
  'clients.edit': {
    refused: async (desk) =>
      (await desk.staff()).clients.edit({ clientId: 'nobody', revision: 1, name: '无名公司', taxpayerId: ids.client }),
    done: (desk) => desk.call('zhao').clients.edit({ clientId: 'c01', revision: 1, contact: '张三' }),
  },
  'clients.correct': {
    refused: async (desk) =>
      (await desk.staff()).clients.correct({
        clientId: 'c01',
        revision: 1,
        name: '沈阳听潮商贸有限公司二店',
        taxpayerId: ids.client,
        taxpayerKind: 'smallScale',
        reason: '录入有误',
      }),
    done: async (desk) => {
      const { clientId } = await desk.call('zhao').clients.add({ name: '沈阳新潮商贸有限公司', taxpayerId: ids.fresh });
      await desk.call('zhao').clients.correct({
        clientId,
        revision: 1,
        name: '沈阳新潮贸易有限公司',
        taxpayerId: ids.fresh,
        taxpayerKind: 'smallScale',
        reason: '录入有误',
      });
    },
  },
  'clients.recordAgreement': {
    training: false,
    refused: async (desk) =>
      (await desk.staff('sun')).clients.recordAgreement({
        clientId: 'c01',
        firstDay: '2027-01-01',
        lastDay: '2027-12-31',
        functions: ['tax.vat.general'],
        agreementPassword,
      }),
    done: async (desk) =>
      (await desk.staff()).clients.recordAgreement({
        clientId: 'c01',
        firstDay: '2027-01-01',
        lastDay: '2027-12-31',
        functions: ['tax.vat.general'],
        agreementPassword,
      }),
  },
  'clients.cancelAgreement': {
    refused: async (desk) => (await desk.staff()).clients.cancelAgreement({ clientId: 'nobody', reason: '不再办理' }),
    done: (desk) => desk.call('zhao').clients.cancelAgreement({ clientId: 'c01', reason: '不再办理' }),
  },
  'clients.stop': {
    refused: async (desk) =>
      (await desk.staff('sun')).clients.stop({ clientId: 'c01', day: '2026-06-30', reason: '不再委托', revision: 1 }),
    done: async (desk) => {
      const zhao = await desk.staff();
      const { revision } = await zhao.clients.get({ clientId: 'c01' });
      await zhao.clients.stop({ clientId: 'c01', day: '2026-06-30', reason: '不再委托', revision });
    },
  },
  'clients.resume': {
    refused: async (desk) => (await desk.staff()).clients.resume({ clientId: 'nobody', revision: 1 }),
    done: async (desk) => {
      const zhao = await desk.staff();
      const { revision } = await zhao.clients.get({ clientId: 'c01' });
      await zhao.clients.stop({ clientId: 'c01', day: '2026-06-30', reason: '不再委托', revision });
      await zhao.clients.resume({ clientId: 'c01', revision: revision + 1 });
    },
  },
  'clients.remove': {
    refused: async (desk) => (await desk.staff()).clients.remove({ clientId: 'c01', reason: '录错', revision: 1 }),
    done: async (desk) => {
      const zhao = await desk.staff();
      const { clientId } = await zhao.clients.add({ name: '录错的公司', taxpayerId: unclaimedTaxpayerId(77, '2101') });
      await zhao.clients.remove({ clientId, reason: '录错', revision: 1 });
    },
  },
  'clients.assign': {
    refused: async (desk) => (await desk.staff('sun')).clients.assign({ clientIds: ['c01'], handlerIds: ['sun'] }),
    done: async (desk) => (await desk.staff()).clients.assign({ clientIds: ['c01'], handlerIds: ['li'] }),
  },
  'business.vatSave': {
    refused: async (desk) =>
      desk.call('sun').business.vatSave({ clientSession: await desk.client(), ...vat, revision: 7 }),
    done: async (desk) =>
      desk.call('sun').business.vatSave({ clientSession: await desk.client(), ...vat, revision: 0 }),
  },
  'business.vatSubmit': {
    refused: async (desk) =>
      desk.call('sun').business.vatSubmit({
        clientSession: await desk.client(),
        period: vat.period,
        revision: 1,
        confirmed: { clientName: '别家公司', payable: 0 },
      }),
    done: async (desk) => {
      const clientSession = await desk.client();
      const saved = await desk.call('sun').business.vatSave({ clientSession, ...vat, revision: 0 });
      await desk.call('sun').business.vatSubmit({
        clientSession,
        period: vat.period,
        revision: saved.revision,
        confirmed: { clientName: '沈阳望潮商贸有限公司', payable: saved.payable },
      });
    },
  },
  'business.recordPayment': {
    refused: async (desk) =>
      desk.call('sun').business.recordPayment({ clientSession: await desk.client('set'), ...payment }),
    done: async (desk) => desk.call('sun').business.recordPayment({ clientSession: await desk.client(), ...payment }),
  },
  'business.reversePayment': {
    refused: async (desk) =>
      desk.call('sun').business.reversePayment({
        clientSession: await desk.client(),
        paymentId: 'no-such-payment',
        reason: '登记有误',
      }),
    done: async (desk) => {
      const clientSession = await desk.client();
      const { paymentId } = await desk.call('sun').business.recordPayment({ clientSession, ...payment });
      await desk.call('sun').business.reversePayment({ clientSession, paymentId, reason: '登记有误' });
    },
  },
  'business.certificate': {
    refused: async (desk) =>
      desk
        .call('sun')
        .business.certificate({ clientSession: await desk.client(), fromDay: '2025-01-01', toDay: '2025-02-01' }),
    done: async (desk) => {
      const clientSession = await desk.client();
      await desk.call('sun').business.recordPayment({ clientSession, ...payment });
      await desk.call('sun').business.certificate({ clientSession, fromDay: payment.paidDay, toDay: payment.paidDay });
    },
  },
  'trail.exportStart': {
    refused: async (desk) => (await desk.staff('sun')).trail.exportStart(),
    done: async (desk) => (await desk.staff()).trail.exportStart(),
  },
  'training.steerRegistry': {
    refused: null,
    done: (desk) => desk.call().training.steerRegistry({ taxpayerId: ids.ent, outcome: 'down' }),
  },
};

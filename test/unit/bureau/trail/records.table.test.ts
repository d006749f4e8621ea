import { describe, expect, it } from 'vitest';
import { rows as authenticator } from './records/authenticator.ts';
import { rows as delegation } from './records/delegation.ts';
import { rows as officeStaff } from './records/office-staff.ts';
import { rows as person } from './records/person.ts';
import { rows as realName } from './records/real-name.ts';
import { rows as signInAndClients } from './records/sign-in-and-clients.ts';
import { rows as socialInsurance } from './records/social-insurance.ts';
import { rows as staff } from './records/staff.ts';
import {
  agreementPassword,
  callNamed,
  passwords,
  procedures,
  recordsDesk,
  type RecordsDesk,
} from './records-fixture.ts';

/** Every procedure of A to I that changes something, and those of the business done under them; a file an area. */
const rows = {
  ...signInAndClients,
  ...realName,
  ...staff,
  ...socialInsurance,
  ...delegation,
  ...person,
  ...officeStaff,
  ...authenticator,
};

/** Procedures that write nothing, or nothing but a person's own view of the desk. */
const reading: readonly string[] = [
  'desk.status',
  'desk.about',
  'setup.worlds',
  'session.current',
  'enterprise.home',
  'enterprise.trail',
  'clients.search',
  'clients.get',
  'clients.recents',
  'clients.setFavourite',
  'clients.staff',
  'imports.upload',
  'imports.open',
  'imports.past',
  'imports.lookUndo',
  'clientSecrets.list',
  'clientSecrets.history',
  'business.returnPayments',
  'obligations.board',
  'obligations.cells',
  'secretCare.rights',
  'secretCare.review',
  'secretCare.uses',
  'secretCare.leavers',
  'secretCare.leaverSecrets',
  'imports.preview',
  'imports.record',
  'imports.cells',
  'imports.mend',
  'imports.mendBlock',
  'imports.unmend',
  'imports.close',
  'imports.report',
  'imports.result',
  'clientBatch.ids',
  'clientBatch.preview',
  'listViews.get',
  'clientAttachments.list',
  'clientAttachments.upload',
  'clientDossier.get',
  'clientDossier.tags',
  'clientDossier.taxProfile',
  'clientDossier.fields',
  'entryImports.open',
  'entryImports.preview',
  'entryImports.result',
  'entryImports.close',
  'vault.status',
  'vault.waiting',
  'business.home',
  'business.decisions',
  'business.vatReturn',
  'business.vatPeriods',
  'business.vatCompute',
  'business.filings',
  'business.filing',
  'business.payments',
  'business.certificates',
  'trail.list',
  'trail.verify',
  'trail.exportPage',
  'work.list',
  'backup.list',
  'training.messages',
  'training.accounts',
  'taxpayerDelegation.list',
  'taxpayerDelegation.get',
  'taxpayerDelegation.agencies',
  'taxpayerDelegation.offer',
  'agencyDelegation.list',
  'agencyDelegation.get',
  'agencyDelegation.offer',
  'rememberedIds.list',
  'socialInsurance.people',
  'socialInsurance.months',
  'socialInsurance.declaration',
  'socialInsurance.compute',
  'enterpriseStaff.overview',
  'enterpriseStaff.matrix',
  'enterpriseStaff.why',
  'training.phonePeople',
  'training.openPhone',
  // A look at somebody begins with a record (explain.staff); these read in it.
  'explain.clients',
  'explain.services',
  'explain.handlers',
  'person.home',
  'person.trail',
  'officeStaff.list',
  'signIn.members',
  'enterpriseSignIn.handlers',
  'events.subscribe',
  'authenticator.status',
];
/** Procedures that leave no record of their own, and why not. */
const withoutRecord: Readonly<Record<string, string>> = {
  'session.touch': 'a key or a click; what is done with it is recorded by what it does',
  'signIn.cancel': 'a login that was begun is given up; nothing was opened',
  'enterpriseSignIn.cancel': 'a login that was begun is given up; nothing was opened',
  'realName.cancel': 'a collection that was begun is given up; nothing was recorded',
  'personSignIn.captcha': 'a picture for the login page; what is answered to it is recorded with the login',
  'listViews.setColumns': 'how a person’s own list looks',
  'listViews.addFilter': 'how a person’s own list looks',
  'listViews.changeFilter': 'how a person’s own list looks',
  'listViews.removeFilter': 'how a person’s own list looks',
  'listViews.orderFilters': 'how a person’s own list looks',
  'rememberedIds.forget': 'a list of this machine’s login page',
  'setup.openWorld': 'no desk is open',
  'setup.unlock': 'no desk is open',
  'setup.unlockWithRecoveryKey': 'no desk is open',
  'setup.retry': 'no desk is open',
  'setup.leaveWorld': 'the desk is closed',
  'setup.restore': 'the trail is the restored one',
  'setup.uploadBackup': 'no desk is open',
  'setup.closeDamaged': 'nothing is written into a damaged store',
  'setup.createOffice': 'the first record of the new trail, in own-office.test.ts',
  'vault.open': 'the check of the password is recorded when it fails',
  'vault.close': 'opens nothing',
  'work.cancel': 'the work records how it ended',
};
/** Records of the office's own work, outside of A to I, and the test that shows them. */
const ofOffice: Readonly<Record<string, string>> = {
  'passwordRecovery.provePersonal': 'officer-recovery.test.ts',
  'imports.run': 'imports.test.ts',
  'imports.undo': 'import-undo.test.ts',
  'entryImports.run': 'entry-imports.test.ts',
  'clientBatch.run': 'client-batch.test.ts',
  'clientAttachments.add': 'client-attachments.test.ts',
  'clientAttachments.fetch': 'client-attachments.test.ts',
  'clientAttachments.change': 'client-attachments.test.ts',
  'clientAttachments.remove': 'client-attachments.test.ts',
  'clientDossier.save': 'client-dossiers.test.ts',
  'clientDossier.show': 'client-dossiers.test.ts',
  'clientDossier.saveFields': 'own-fields.test.ts',
  'secretExport.write': 'secret-export.test.ts',
  'clientSecrets.add': 'client-secrets.test.ts',
  'clientSecrets.change': 'client-secrets.test.ts',
  'clientSecrets.remove': 'client-secrets.test.ts',
  'clientSecrets.show': 'client-secrets.test.ts',
  'clientSecrets.copy': 'client-secrets.test.ts',
  'secretCare.setRights': 'secret-rights.test.ts',
  'business.payReturn': 'return-payments.test.ts',
  'obligations.mark': 'obligation-board.test.ts',
  'obligations.export': 'obligation-board.test.ts',
  'secretCare.waive': 'leavers.test.ts',
  'secretCare.usesFile': 'secret-uses.test.ts',
  'vault.forget': 'vault.spec.ts',
  'vault.reveal': 'vault.spec.ts',
  'vault.grant': 'own-office.test.ts',
  'vault.recover': 'own-office.test.ts',
  'vault.newRecoveryKey': 'own-office.test.ts',
  'setup.keptRecoveryKey': 'own-office.test.ts',
  'training.moveClock': 'demo-desk.test.ts',
  'backup.create': 'backup.spec.ts',
  'backup.fetch': 'backup.spec.ts',
};

describe('J4: what changes something leaves a record, and so does its refusal', () => {
  it.each(Object.entries(rows))('%s', async (_name, row) => {
    const desk = await recordsDesk({ training: row.training ?? true });
    if (row.refused) {
      const before = await desk.last();
      await expect(row.refused(desk)).rejects.toMatchObject({ data: { link: expect.any(String) as string } });
      expect((await desk.since(before)).map(({ result }) => result)).toContain('refused');
    }
    const before = await desk.last();
    await row.done(desk);
    const written = await desk.since(before);
    expect(written.at(-1)).toMatchObject({ result: 'done', origin: expect.stringMatching(/test|engine/) as string });
    expect(JSON.stringify(written)).not.toMatch(
      new RegExp([...Object.values(passwords), agreementPassword, 'Xin-Mima-88', 'Falsch-123'].join('|')),
    );
    expect(await desk.bureau.trail.verify()).toMatchObject({ brokenAt: null });
  });
});

describe('J4: no procedure is left out', () => {
  const known = [...Object.keys(rows), ...reading, ...Object.keys(withoutRecord), ...Object.keys(ofOffice)];

  it('every procedure of the contract stands in one list, and in one only', () => {
    expect(procedures.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !procedures.some((procedure) => procedure.name === name))).toEqual([]);
    expect(known.filter((name, index) => known.indexOf(name) !== index)).toEqual([]);
  });

  /** Sessions without the right, by access, each in the window of its person. */
  const strangers: Record<string, (desk: RecordsDesk) => Promise<{ window: string; input: object }>> = {
    admin: async (desk) => {
      await desk.staff('sun');
      return { window: 'sun', input: {} };
    },
    client: async (desk) => {
      const clientSession = await desk.client('set');
      await desk.db
        .updateTable('function_set')
        .set({ functions: ['query.arrears'] })
        .where('id', '=', 'set')
        .execute();
      return { window: 'sun', input: { clientSession } };
    },
    enterprise: async (desk) => {
      await desk.staff('sun');
      return { window: 'sun', input: {} };
    },
    'enterprise, by function': async (desk) => {
      await desk.db.deleteFrom('handler_function').execute();
      await desk.person('bao');
      return { window: 'bao', input: {} };
    },
    person: async (desk) => {
      await desk.person('bao');
      return { window: 'bao', input: {} };
    },
    ticket: async (desk) => {
      await desk.person('bao');
      return { window: 'bao', input: {} };
    },
  };
  const of = (kind: string) =>
    procedures.filter(({ meta: { access } }) => {
      if (!access) return false;
      const functions = 'functions' in access ? access.functions.length : 0;
      if (kind === 'enterprise, by function') return access.kind === 'enterprise' && functions > 0;
      return access.kind === kind && (kind !== 'client' || functions > 0);
    });

  it.each(Object.entries(strangers))(
    '%s: a session that lacks the right is refused, and the record names who it was',
    async (kind, enter) => {
      expect(of(kind).length).toBeGreaterThan(0);
      const desk = await recordsDesk();
      const { window, input } = await enter(desk);
      for (const { name } of of(kind)) {
        const before = await desk.last();
        await expect(callNamed(desk.call(window), name, input), name).rejects.toMatchObject({
          code: expect.stringMatching(/^(?:FORBIDDEN|PERMISSION_MISSING)$/) as string,
        });
        expect(await desk.since(before), name).toMatchObject([
          { result: 'refused', handler_id: window, ...(kind === 'client' ? { client_id: 'c01' } : {}) },
        ]);
      }
    },
  );
});

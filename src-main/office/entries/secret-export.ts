import type { z } from 'zod';
import { accountKindName, type AccountKind } from '@contract/client-secrets.ts';
import type { clientSearchSchema } from '@contract/clients.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { attempting } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { PersonalPasswords } from '../../bureau/sign-in/personal-passwords.ts';
import { foreignArgon2 } from '../../keys/argon2.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { clientSecretsOfClients, type ClientSecretRow } from '../../store/repositories/client-secrets.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import type { Clients } from '../clients/clients.ts';
import { entriesAtMost, ownFields, type EntryToWrite } from '../imports/password-entry.ts';
import { besideEngine } from '../imports/beside-engine.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { vaultPlaces } from '../vault/places.ts';
import type { ClientSecrets } from '../secrets/client-secrets.ts';
import { HeldRights } from '../secrets/held-rights.ts';

export interface SecretExportQuestion extends Omit<z.output<typeof clientSearchSchema>, 'offset' | 'limit'> {
  personalPassword: string;
  passphrase: string;
  reason: string;
}

/** Clients asked for at once. */
const clientsAtOnce = 500;
const tooMany = `一个文件最多${entriesAtMost}个账号，请先缩小检索范围，分几次导出。`;

/** The accounts of found clients as a KeePass file; whoever takes one is in the trail, and at each client. */
export class SecretExport {
  constructor(
    private readonly deps: { acts: Acts; clients: Clients; secrets: ClientSecrets; passwords: PersonalPasswords },
  ) {}

  /**
   * @returns the file as base64, and what is in it
   * @throws Refusal as {@link PersonalPasswords.prove} does, VAULT_LOCKED, NOT_FOUND when no account is found; InvalidInput on `passphrase` that is the personal password
   */
  file(staff: StaffActor, { personalPassword, passphrase, reason, ...asked }: SecretExportQuestion) {
    const attempted = { act: 'clientSecrets.export', text: '导出账号密码', by: staff, origin: staff.origin };
    return attempting(attempted, async () => {
      if (passphrase === personalPassword)
        throw new InvalidInput([{ field: 'passphrase', message: '文件的密码不能与个人密码相同，请另设一个' }]);
      (await this.deps.passwords.prove(staff, personalPassword)).fill(0);
      const { ids } = await this.deps.clients.find(staff, { ...asked, offset: 0, limit: Number.MAX_SAFE_INTEGER });
      const { entries, ...counts } = await this.deps.acts.run(null, (act) => this.#taken(act, staff, ids, reason));
      try {
        const bytes = await writtenFile(passphrase, entries);
        return { base64: Buffer.from(bytes).toString('base64'), ...counts };
      } finally {
        for (const entry of entries) entry.secret = '';
      }
    });
  }

  /** Opens the secrets and writes down that they were taken, in one act: none is taken without its record. */
  async #taken(act: Act, staff: StaffActor, ids: readonly string[], reason: string) {
    const open = await this.deps.secrets.openWithin(act.db, staff);
    const rights = await HeldRights.of(act.db, staff.handlerId);
    const entries: EntryToWrite[] = [];
    let [clients, lost, withheld] = [0, 0, 0];
    for (let from = 0; from < ids.length; from += clientsAtOnce) {
      const some = ids.slice(from, from + clientsAtOnce);
      const named = new Map((await clientsById(act.db, some)).map((row) => [row.client_id, row]));
      const rows = groupedBy(await clientSecretsOfClients(act.db, some), (row) => row.client_id);
      for (const id of some) {
        const client = named.get(id);
        const taken = (rows.get(id) ?? []).flatMap((row) => {
          if (!rights.on(row).show) {
            withheld += 1;
            return [];
          }
          const entry = client && entryOf(open, row, client);
          if (!entry) lost += 1;
          return entry ? [{ id: row.id, entry }] : [];
        });
        if (!client || taken.length === 0) continue;
        clients += 1;
        entries.push(...taken.map(({ entry }) => entry));
        if (entries.length > entriesAtMost) throw new Refusal('RULE_BROKEN', tooMany, { link: 'state' });
        await act.record({
          act: 'clientSecrets.export',
          text: `导出账号密码${taken.length}个，原因：${reason}`,
          by: staff,
          client: { id, name: client.name },
          origin: staff.origin,
          detail: { accounts: taken.length, accountIds: taken.map((one) => one.id).join(',') },
        });
      }
    }
    if (entries.length === 0)
      throw new Refusal(
        'NOT_FOUND',
        withheld > 0
          ? `符合条件的${withheld}个账号都属于您无权显示密码的类型，没有导出。权限在“设置 › 密码权限”中设置。`
          : '符合条件的客户没有账号密码可以导出，请先更改检索条件。',
        { link: 'state' },
      );
    await act.record({
      act: 'clientSecrets.export',
      text: `导出账号密码：${clients}户，${entries.length}个账号（KeePass 文件），原因：${reason}`,
      by: staff,
      origin: staff.origin,
      detail: { clients, accounts: entries.length, lost, withheld },
    });
    return { entries, clients, accounts: entries.length, lost, withheld };
  }
}

/** An account as an entry that tells all of it; null where the seal of its secret was damaged. */
function entryOf(
  open: OpenVault,
  row: ClientSecretRow,
  client: { name: string; taxpayer_id: string },
): EntryToWrite | null {
  const plain =
    row.sealed === null ? null : open.unsealed(row.sealed, vaultPlaces.secret(row.client_id, row.id, row.version));
  if (plain === null) return null;
  const secret = plain.toString('utf8');
  plain.fill(0);
  const kind = accountKindName({ kind: row.kind as AccountKind, ownKind: row.own_kind });
  const fields: [string, string][] = [
    [ownFields.client, client.name],
    [ownFields.taxpayerId, client.taxpayer_id],
    [row.kind === 'own' ? ownFields.ownKind : ownFields.kind, kind],
    [ownFields.person, row.person],
    [ownFields.secondFactor, row.second_factor === 'none' ? '' : row.second_factor],
    [ownFields.factorHolder, row.factor_holder],
  ];
  return {
    group: client.name,
    title: `${client.name} ${kind}${row.person === '' ? '' : ` ${row.person}`}`,
    login: row.login,
    secret,
    site: row.site,
    note: row.note,
    validUntil: row.valid_until,
    fields: fields.filter(([, value]) => value !== ''),
  };
}

async function writtenFile(passphrase: string, entries: EntryToWrite[]): Promise<Uint8Array> {
  let bytes: Uint8Array | null = null;
  const problem = await besideEngine(
    { writeKeepass: { name: '客户账号密码', passphrase, entries } },
    (message) => {
      if ('written' in message) bytes = message.written;
    },
    { argon2: foreignArgon2 },
  );
  if (problem !== null || bytes === null) throw new Refusal('RULE_BROKEN', tooMany, { link: 'state' });
  return bytes;
}

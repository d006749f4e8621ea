import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import {
  addTeam,
  deleteTeam,
  renameTeam,
  teamById,
  teamByName,
  teamsWithMembers,
} from '../../store/repositories/teams.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';

export interface TeamsDependencies {
  acts: Acts;
  changed(staff: StaffActor): Promise<void>;
}

/** Teams of the office: whose leader sees whose clients (H5). */
export class Teams {
  constructor(private readonly deps: TeamsDependencies) {}

  /** @throws InvalidInput when there is a team of this name */
  async add(staff: StaffActor, name: string): Promise<string> {
    const id = randomUUID();
    await this.#change(staff, '新建小组', async (db) => {
      await requireFreeName(db, name, null);
      await addTeam(db, { id, name });
      return { act: 'team.add', text: `新建小组「${name}」`, team: id };
    });
    return id;
  }

  /** @throws Refusal NOT_FOUND; InvalidInput */
  async rename(staff: StaffActor, teamId: string, name: string): Promise<void> {
    await this.#change(staff, '小组改名', async (db) => {
      const team = await requireTeam(db, teamId);
      if (team.name === name) return null;
      await requireFreeName(db, name, teamId);
      await renameTeam(db, teamId, name);
      return { act: 'team.rename', text: `小组「${team.name}」改名为「${name}」`, team: teamId };
    });
  }

  /** @throws Refusal NOT_FOUND; RULE_BROKEN while it has members, who would be left without a leader unseen */
  async delete(staff: StaffActor, teamId: string): Promise<void> {
    await this.#change(staff, '删除小组', async (db) => {
      const team = await requireTeam(db, teamId);
      const members = (await teamsWithMembers(db)).find((row) => row.id === teamId)?.members ?? 0;
      if (members > 0)
        throw new Refusal('RULE_BROKEN', `小组「${team.name}」还有${members}位成员，请先把他们调到别的小组。`, {
          link: 'staff',
        });
      await deleteTeam(db, teamId);
      return { act: 'team.delete', text: `删除小组「${team.name}」`, team: teamId };
    });
  }

  async #change(
    staff: StaffActor,
    title: string,
    work: (db: DatabaseTransaction) => Promise<{ act: string; text: string; team: string } | null>,
  ): Promise<void> {
    const by = { by: staff, origin: staff.origin };
    const done = await this.deps.acts.run(
      (refusal) => ({ act: 'team.change', text: `${title}被拒绝：${refusal.message}`, ...by }),
      async (act) => {
        const change = await work(act.db);
        if (!change) return false;
        await act.record({ act: change.act, text: change.text, ...by, detail: { team: change.team } });
        return true;
      },
    );
    if (done) await this.deps.changed(staff);
  }
}

/** @throws Refusal NOT_FOUND */
export async function requireTeam(db: DatabaseTransaction, teamId: string): Promise<{ id: string; name: string }> {
  const team = await teamById(db, teamId);
  if (!team) throw new Refusal('NOT_FOUND', '没有这个小组，可能刚被删除。请刷新后重新选择。', { link: 'staff' });
  return team;
}

async function requireFreeName(db: DatabaseTransaction, name: string, self: string | null): Promise<void> {
  const other = await teamByName(db, name);
  if (other && other.id !== self)
    throw new InvalidInput([{ field: 'name', message: `已有名为「${name}」的小组，请换一个名称` }]);
}

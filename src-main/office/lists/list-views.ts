import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import {
  listColumnsSchema,
  savedFiltersMost,
  savedQuestionSchema,
  type ListColumns,
  type SavedFilter,
} from '@contract/list-views.ts';
import { clientListColumns } from '@contract/client-words.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import {
  addSavedFilter,
  changeSavedFilter,
  deleteSavedFilter,
  layoutOf,
  savedFiltersOf,
  setLayout,
} from '../../store/repositories/list-views.ts';
import type { Database } from '../../store/schema/index.ts';

type Question = z.output<typeof savedQuestionSchema>;
const list = 'clients';

/** How each person keeps the client list: columns and saved filters. Taste, not an act of the office: the trail has none of it. */
export class ListViews {
  constructor(
    private readonly db: Database,
    private readonly acts: Acts,
  ) {}

  async of(staff: StaffActor): Promise<{ columns: ListColumns | null; filters: SavedFilter[] }> {
    const kept = await layoutOf(this.db, staff.handlerId, list);
    // A column that this version does not know is left out; a layout that lacks what it needs is the program's.
    const columns = listColumnsSchema.safeParse(kept?.filter(({ key }) => Object.hasOwn(clientListColumns, key)));
    return { columns: columns.success ? columns.data : null, filters: await this.#filters(this.db, staff) };
  }

  async setColumns(staff: StaffActor, columns: ListColumns | null): Promise<void> {
    await this.acts.run(null, (act) => setLayout(act.db, staff.handlerId, list, columns));
  }

  /** @throws InvalidInput for a name that is taken; Refusal RULE_BROKEN when there are too many */
  addFilter(staff: StaffActor, { name, question }: { name: string; question: Question }): Promise<SavedFilter> {
    return this.acts.run(null, async (act) => {
      const kept = await savedFiltersOf(act.db, staff.handlerId);
      if (kept.length >= savedFiltersMost)
        throw new Refusal('RULE_BROKEN', `最多保存${savedFiltersMost}个筛选，请先删除不用的。`, { link: 'state' });
      if (kept.some((row) => row.name === name)) throw nameTaken();
      const id = randomUUID();
      const place = (kept.at(-1)?.place ?? 0) + 1;
      await addSavedFilter(act.db, { id, handler_id: staff.handlerId, name, place, filter_question: question });
      return { id, name, question };
    });
  }

  /** @throws InvalidInput for a name that is taken; Refusal NOT_FOUND, also for somebody else's */
  async changeFilter(
    staff: StaffActor,
    { id, name, question }: { id: string; name?: string | undefined; question?: Question | undefined },
  ): Promise<void> {
    await this.acts.run(null, async (act) => {
      const kept = await savedFiltersOf(act.db, staff.handlerId);
      if (!kept.some((row) => row.id === id)) throw unknownFilter();
      if (kept.some((row) => row.id !== id && row.name === name)) throw nameTaken();
      if (name !== undefined || question !== undefined)
        await changeSavedFilter(act.db, id, {
          ...(name === undefined ? {} : { name }),
          ...(question === undefined ? {} : { filter_question: question }),
        });
    });
  }

  /** @throws Refusal NOT_FOUND, also for somebody else's */
  async removeFilter(staff: StaffActor, id: string): Promise<void> {
    await this.acts.run(null, async (act) => {
      if (!(await savedFiltersOf(act.db, staff.handlerId)).some((row) => row.id === id)) throw unknownFilter();
      await deleteSavedFilter(act.db, id);
    });
  }

  /** @throws Refusal CONFLICT when these are not all saved filters of this person */
  async orderFilters(staff: StaffActor, ids: readonly string[]): Promise<void> {
    await this.acts.run(null, async (act) => {
      const kept = await savedFiltersOf(act.db, staff.handlerId);
      if (new Set(ids).size !== kept.length || kept.some((row) => !ids.includes(row.id)))
        throw new Refusal('CONFLICT', '已存筛选在别处有变化，请刷新后再排列。', { link: 'state' });
      for (const [place, id] of ids.entries()) await changeSavedFilter(act.db, id, { place });
    });
  }

  async #filters(db: Database, staff: StaffActor): Promise<SavedFilter[]> {
    return (await savedFiltersOf(db, staff.handlerId)).flatMap((row) => {
      const question = savedQuestionSchema.safeParse(row.filter_question);
      return question.success ? [{ id: row.id, name: row.name, question: question.data }] : [];
    });
  }
}

const nameTaken = () => new InvalidInput([{ field: 'name', message: '已有同名的筛选，请换一个名称' }]);
const unknownFilter = () =>
  new Refusal('NOT_FOUND', '没有这个已存筛选，可能已经删除。请刷新后再看。', { link: 'state' });

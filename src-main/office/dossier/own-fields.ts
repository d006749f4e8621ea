import type { z } from 'zod';
import { InvalidInput, Refusal, type FieldProblem } from '@contract/errors.ts';
import type { OwnField, ownFieldSchema } from '@contract/own-fields.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { deleteOwnFields, ownFieldRows, ownFieldUses, putOwnField } from '../../store/repositories/own-fields.ts';
import { putSetting, setting } from '../../store/repositories/settings.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';

type OwnFieldInput = z.output<typeof ownFieldSchema>;

/** 自定义栏目: fields of the office's own in the dossiers of its clients. */
export class OwnFields {
  constructor(private readonly acts: Acts) {}

  /** All fields in their order, retired ones included. */
  list(): Promise<{ revision: number; fields: OwnField[] }> {
    return this.acts.run(null, async ({ db }) => ({ revision: await revisionOf(db), fields: await fieldsOf(db) }));
  }

  /**
   * Saves all fields in this order; for admins. A field in which something stands keeps its type, and is retired instead of erased.
   * @throws Refusal CONFLICT when somebody else saved meanwhile; InvalidInput by name of the field
   */
  async save(
    staff: StaffActor,
    { revision, fields }: { revision: number; fields: readonly OwnFieldInput[] },
  ): Promise<void> {
    const attempted = whenRuled({ act: 'ownFields.save', text: '修改自定义栏目', by: staff, origin: staff.origin });
    await this.acts.run(attempted, async (act) => {
      const { db } = act;
      if ((await revisionOf(db)) !== revision)
        throw new Refusal('CONFLICT', '自定义栏目刚被他人修改，没有保存。请刷新后核对，再重新修改。', {
          link: 'state',
        });
      const before = await fieldsOf(db);
      const gone = before.filter((old) => !fields.some(({ id }) => id === old.id));
      const problems = problemsOf(before, fields, gone);
      if (problems.length > 0) throw new InvalidInput(problems);
      await deleteOwnFields(
        db,
        gone.map(({ id }) => id),
      );
      for (const [position, { group, ...field }] of fields.entries())
        await putOwnField(db, { ...field, position, group_name: group });
      const changes = changesOf(before, fields, gone);
      if (changes.length === 0) return;
      await putSetting(db, 'ownFieldsRevision', revision + 1);
      await act.record({
        act: 'ownFields.save',
        text: `修改自定义栏目：${changes.join('；')}`,
        by: staff,
        origin: staff.origin,
      });
    });
  }
}

const revisionOf = async (db: DatabaseTransaction): Promise<number> => (await setting(db, 'ownFieldsRevision')) ?? 0;

async function fieldsOf(db: DatabaseTransaction): Promise<OwnField[]> {
  const uses = await ownFieldUses(db);
  return (await ownFieldRows(db)).map(({ id, group_name, name, type, choices, retired }) => ({
    id,
    group: group_name,
    name,
    type,
    choices,
    retired,
    clients: uses.get(id) ?? 0,
  }));
}

function problemsOf(
  before: readonly OwnField[],
  fields: readonly OwnFieldInput[],
  gone: readonly OwnField[],
): FieldProblem[] {
  const problems: FieldProblem[] = gone
    .filter(({ clients }) => clients > 0)
    .map(({ name, clients }) => ({
      field: 'fields',
      message: `“${name}”已有 ${clients} 户客户填写，不能删除。请改为停用，已填写的内容会保留`,
    }));
  fields.forEach((field, index) => {
    const old = before.find(({ id }) => id === field.id);
    if (old && old.clients > 0 && old.type !== field.type)
      problems.push({
        field: `fields.${index}.type`,
        message: `“${old.name}”已有 ${old.clients} 户客户填写，不能改变类型`,
      });
    const same = fields.findIndex((one) => one.name === field.name && one.group === field.group);
    if (same < index) problems.push({ field: `fields.${index}.name`, message: '同一分组里已有这个栏目' });
  });
  return problems;
}

function changesOf(before: readonly OwnField[], fields: readonly OwnFieldInput[], gone: readonly OwnField[]): string[] {
  const named = ({ group, name }: { group: string; name: string }): string => `${group} › ${name}`;
  const order = (list: readonly { id: string }[]): string => list.map(({ id }) => id).join(',');
  const changes = fields.flatMap((field) => {
    const old = before.find(({ id }) => id === field.id);
    if (!old) return [`新增 ${named(field)}`];
    if (old.retired !== field.retired) return [`${field.retired ? '停用' : '恢复'} ${named(field)}`];
    if (named(old) !== named(field)) return [`${named(old)} 改为 ${named(field)}`];
    return old.type !== field.type || old.choices.join(',') !== field.choices.join(',') ? [`修改 ${named(field)}`] : [];
  });
  changes.push(...gone.map((field) => `删除 ${named(field)}`));
  const kept = before.filter(({ id }) => fields.some((field) => field.id === id));
  if (order(kept) !== order(fields.filter(({ id }) => kept.some((field) => field.id === id)))) changes.push('调整顺序');
  return changes;
}

import { z } from 'zod';
import { clientFilterSchema, clientListColumnSchema, clientSortSchema } from './clients.ts';
import { idSchema, procedure } from './procedure.ts';
import { plainText } from './validators/plain-text.ts';

/** The columns of the client list as one person keeps it: the shown ones, in their order. */
export const listColumnsSchema = z
  .array(
    z.object({
      key: clientListColumnSchema,
      /** Pixels; null: as wide as the program makes it. */
      width: z.number().int().min(60).max(900).nullable(),
    }),
  )
  .min(1, '请至少选择一列')
  .max(40)
  .refine((columns) => new Set(columns.map(({ key }) => key)).size === columns.length, '同一列只能显示一次')
  .refine((columns) => columns.some(({ key }) => key === 'name'), '客户名称一列不能隐藏');
export type ListColumns = z.infer<typeof listColumnsSchema>;

/** What a saved filter asks for. */
export const savedQuestionSchema = z.object({
  query: z.string().max(100).default(''),
  filter: clientFilterSchema.default({}),
  sort: clientSortSchema.default('relevance'),
  descending: z.boolean().default(false),
});
const filterNameSchema = plainText(z.string().trim().min(1, '请为筛选起一个名称').max(30, '最多30个字'));
const savedFilterSchema = z.object({ id: idSchema, name: z.string(), question: savedQuestionSchema });
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** Saved filters that one person can have. */
export const savedFiltersMost = 50;

/** How the person of this session keeps the client list. Nobody else sees or changes it. */
export const listViews = {
  get: procedure.office.route({ method: 'GET', path: '/list-views/clients', summary: '我的列表设置' }).output(
    z.object({
      /** Null: as the program has them. */ columns: listColumnsSchema.nullable(),
      filters: z.array(savedFilterSchema),
    }),
  ),
  /** Null: as the program has them, again. */
  setColumns: procedure.office
    .route({ path: '/list-views/clients/columns', summary: '保存显示的列' })
    .input(z.object({ columns: listColumnsSchema.nullable() }))
    .output(z.void()),
  /** Saves a question under a name of its own. */
  addFilter: procedure.office
    .route({ path: '/list-views/clients/filters', summary: '保存筛选' })
    .input(z.object({ name: filterNameSchema, question: savedQuestionSchema }))
    .output(savedFilterSchema),
  /** Another name, another question, or both. */
  changeFilter: procedure.office
    .route({ path: '/list-views/clients/filters/{id}', summary: '修改已存筛选' })
    .input(z.object({ id: idSchema, name: filterNameSchema.optional(), question: savedQuestionSchema.optional() }))
    .output(z.void()),
  removeFilter: procedure.office
    .route({ path: '/list-views/clients/filters/{id}/remove', summary: '删除已存筛选' })
    .input(z.object({ id: idSchema }))
    .output(z.void()),
  /** All saved filters, in the order wanted. */
  orderFilters: procedure.office
    .route({ path: '/list-views/clients/filters/order', summary: '排列已存筛选' })
    .input(z.object({ ids: z.array(idSchema).max(savedFiltersMost) }))
    .output(z.void()),
};

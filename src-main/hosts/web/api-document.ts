import { OpenAPIGenerator } from '@orpc/openapi';
import type { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { loadCatalogue, permissionFunctions } from '@contract/catalogue.ts';
import { contract } from '@contract/index.ts';
import type { Access, ProcedureMeta } from '@contract/procedure.ts';
import catalogue from '../../../resources/service-catalogue.json' with { type: 'json' };
import { areaTitles, examples } from './api-words.ts';
import { shareSchemas } from './shared-schemas.ts';

const description =
  '代理机构工作台的本机接口。认证：Authorization: Bearer <启动时打印的 token>；' +
  '每个请求另带 x-desk-window：调用方自己生成并保管的随机字符串（22 至 128 位字母、数字、- 或 _），会话归这个值所有。' +
  '每个接口的说明写明谁可以调用；被拒绝时的代码、原因和处理办法见 components.responses。';

interface Operation {
  operationId?: string;
  tags?: string[];
  description?: string;
  requestBody?: { content?: Record<string, { example?: unknown }> };
}

const functionTitles = new Map(permissionFunctions(loadCatalogue(catalogue)).map(({ id, title }) => [id, title]));
const titles = (ids: readonly string[]): string => ids.map((id) => functionTitles.get(id) ?? id).join('、');

/** Who may call a procedure, as one Chinese sentence. */
export function whoMayCall(access: Access): string {
  switch (access.kind) {
    case 'open':
      return '任何带有 token 的调用方，不必登录。';
    case 'staff':
      return '已登录的代理机构待办人员（G2）。';
    case 'office':
      return '已登录的本机构待办人员（工作台所属机构，G2）。';
    case 'admin':
      return '已登录的机构管理员（H5）。';
    case 'client':
      return access.functions.length === 0
        ? '已进入该客户的待办人员（G3）。'
        : `已进入该客户的待办人员，且协议含有其中一项：${titles(access.functions)}（G3）。`;
    case 'enterprise':
      return access.functions.length === 0
        ? '已登录的企业办税人员（A4）。'
        : `已登录的企业办税人员，且持有其中一项：${titles(access.functions)}（E5）。`;
    case 'ticket':
      return '重设密码的一次性登录（D1、D3、D5）。';
    case 'person':
      return '已登录的自然人（F2）。';
  }
}

/** The contract's facts about a procedure, by its operation id (`clients.search`). */
function metaOf(operationId: string): ProcedureMeta {
  const [area = '', name = ''] = operationId.split('.');
  const procedure = (contract as unknown as Record<string, Record<string, { '~orpc': { meta: ProcedureMeta } }>>)[
    area
  ]?.[name];
  if (!procedure) throw new Error(`the contract has no procedure ${operationId}`);
  return procedure['~orpc'].meta;
}

/**
 * The OpenAPI 3.1 document of the contract as JSON text: one tag per area, the access in words and as `x-access`, an
 * example if there is one, and every schema that occurs more than once under `components`.
 */
export async function apiDocument(version: string, converter: ZodToJsonSchemaConverter): Promise<string> {
  const document = await new OpenAPIGenerator({ schemaConverters: [converter] }).generate(contract, {
    info: { title: '代理机构工作台', version, description },
    servers: [{ url: '/api' }],
    tags: Object.entries(areaTitles).map(([name, title]) => ({ name, description: title })),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        window: { type: 'apiKey', in: 'header', name: 'x-desk-window' },
      },
    },
    security: [{ token: [], window: [] }],
  });
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(methods ?? {}) as Operation[]) {
      const { operationId = '' } = operation;
      const access = metaOf(operationId).access ?? { kind: 'open' };
      Object.assign(operation, {
        tags: [operationId.split('.')[0] ?? ''],
        description: [operation.description, `谁可以调用：${whoMayCall(access)}`].filter(Boolean).join('\n\n'),
        'x-access': access,
      });
      const body = operation.requestBody?.content?.['application/json'];
      if (body && operationId in examples) body.example = examples[operationId];
    }
  }
  return JSON.stringify(shareSchemas(document as { paths?: object; components?: object }));
}

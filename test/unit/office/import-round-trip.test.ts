import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { dossierListColumns, type ClientListColumn, type DossierListColumn } from '@contract/client-words.ts';
import { callsOf, filled, idCard } from './dossier-fixture.ts';
import { testOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

describe('export and import of the list', () => {
  it('the exported list is read again without a change, masked numbers included', async () => {
    const test = await testOffice();
    await test.addClient('jia', { name: '沈阳甲商贸有限公司', taxpayerId: sampleId(1), assigned: ['sun'] });
    await test.addClient('yi', { name: '沈阳乙商贸有限公司', taxpayerId: sampleId(2), assigned: [], agreements: [] });
    const staff = await test.signIn('zhao');
    const zhao = callsOf(test, 'zhao');
    const fields = [
      { id: 'o1', group: '其他', name: '备注', type: 'money' as const, choices: [], retired: false },
      { id: 'o2', group: '其他', name: '业务状态', type: 'choice' as const, choices: ['正常'], retired: false },
    ];
    await zhao.clientDossier.saveFields({ revision: 0, fields });
    await zhao.clientDossier.save({
      ...filled({
        field: 'li',
        sealNumber: 'Z-9',
        serviceFrom: '2024-02-01',
        feeNote: '微信',
        kinds: [],
        own: [
          { id: 'o1', value: '12345' },
          { id: 'o2', value: '正常' },
        ],
      }),
      clientId: 'jia',
      revision: 1,
      address: '沈阳市和平区南京街1号',
      contact: '张三',
      note: '老客户',
    });
    const { base64 } = await test.engine.office.clientList.file(staff, {
      ...clientSearchSchema.parse({ sort: 'name' }),
      columns: [
        ...([
          'name',
          'taxpayerId',
          'taxpayerKind',
          'firstDay',
          'lastDay',
          'assigned',
          'address',
          'contact',
          'note',
        ] as ClientListColumn[]),
        ...(Object.keys(dossierListColumns) as DossierListColumn[]),
      ],
      format: 'xlsx',
    });
    const bytes = Buffer.from(base64, 'base64');
    expect(bytes.includes(idCard)).toBe(false);
    const look = await lookAt(test, { name: '客户名单.xlsx', bytes });
    expect(look.columns.filter(({ field, filled: cells }) => field === null && cells > 0)).toEqual([]);
    expect(look.rows.map(({ verdict, problems, dossier }) => [verdict, problems, dossier])).toEqual([
      ['same', [], 0],
      ['same', [], 0],
    ]);
  });
});

/** Other tables that name a client, in the words of a user. */
const traceNames: Readonly<Record<string, string>> = {
  client_use: '有人进入过或收藏了这一户',
  client_stop: '有停止服务的登记',
  tab: '有人在标签中打开着这一户',
  session: '有过登录',
  handler: '企业有了办税人员',
  filing: '有申报',
  payment: '有缴款',
  certificate: '有完税证明',
  client_dossier: '填写了客户档案',
  client_former: '填写了客户档案',
  client_kind: '填写了客户档案',
  client_tax: '填写了客户档案',
  client_person: '填写了客户档案',
  client_tag: '填写了客户档案',
  client_bank_account: '填写了客户档案',
  client_own_value: '填写了客户档案',
  client_attachment: '有附件（请先在客户档案中删除附件）',
};

/** What some tables that name a client say of it, one text each. */
export const traceTexts = (tables: readonly string[]): string[] => [
  ...new Set(tables.map((table) => traceNames[table] ?? '有其他业务记录')),
];

/** Acts of the trail that only put a client on the list, or say who it is and who sees to it: after them it can still be taken off. */
const harmless: readonly string[] = [
  'client.add',
  'client.edit',
  'client.correct',
  'client.assign',
  'client.stop',
  'client.resume',
  'clientSecrets.add',
  'clientSecrets.change',
  'clientSecrets.remove',
  'clientAttachments.add',
  'clientAttachments.change',
  'clientAttachments.fetch',
  'clientAttachments.remove',
  'agreement.propose',
];
export const isHarmless = (act: string): boolean => harmless.includes(act);

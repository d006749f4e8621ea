/** Chinese title of each area of the contract; a tag of the OpenAPI document each. */
export const areaTitles: Readonly<Record<string, string>> = {
  desk: '工作台', setup: '首次设置', signIn: '代理机构登录', enterpriseSignIn: '企业登录', passwordRecovery: '找回密码', authenticator: '动态口令', realName: '实名采集', session: '会话',
  enterprise: '企业', clients: '客户', imports: '导入', vault: '密码保险库', business: '办税业务', trail: '轨迹', work: '进行中的工作', backup: '备份', training: '培训', events: '事件',
  rememberedIds: '用过的识别号', socialInsurance: '社会保险费', staff: '企业人员维护', delegation: '代理机构认定管理', agencyDelegation: '委托中心', personSignIn: '自然人登录', person: '自然人',
  registration: '注册', officeStaff: '机构人员', explain: '为什么不能办',
};

/** Inputs that work in the world `demo`, by operation: agency login in its three steps, then a look around. All published sample data. */
export const examples: Readonly<Record<string, object>> = {
  'setup.openWorld': { world: 'demo' },
  'signIn.firm': { taxpayerId: '91210192MAYJF6HQ56', password: 'Jigou-2026' },
  'signIn.staff': { flow: '第一步返回的 flow', handlerId: '第一步返回的 staff[].handlerId', proof: { kind: 'password', password: 'Renyuan-2026' } },
  'clients.search': { query: '沈阳', limit: 20 },
  'clients.enter': { clientId: '客户检索返回的 clientId', with: { kind: 'remembered' } },
  'enterpriseSignIn.firm': { taxpayerId: '91210192MAYJF6HQ56', password: '企业密码' },
};

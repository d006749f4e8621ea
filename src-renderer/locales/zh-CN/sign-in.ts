/** Texts of the sign-in page. */
export const signIn = {
  title: '登录',
  modes: {
    label: '登录方式',
    agency: '代理机构', agencyText: '为委托企业代办',
    enterprise: '企业', enterpriseText: '办理本企业业务',
    person: '自然人', personText: '以本人身份，进入任职企业',
  },
  steps: { label: '代理机构登录步骤', firm: '机构账号', staff: '待办人员', client: '选择客户', clientDetail: '输入协议密码' },
  firm: {
    title: '代理机构账号登录',
    text: '使用代理机构自己的社会信用代码和密码。',
    taxpayerId: '社会信用代码（纳税人识别号）',
    password: '机构密码',
    next: '下一步',
    forgot: '忘记机构密码，请联系本机构的法定代表人或财务负责人。',
  },
  staff: {
    title: '选择待办人员',
    search: '按姓名查找',
    none: '没有这个姓名的待办人员',
    cannot: '不能登录',
    method: '验证方式', byPassword: '个人密码', byCode: '短信验证码',
    password: '{name} 的个人密码',
    code: '发送到 {mobile} 的验证码',
    sendCode: '获取验证码', resend: '重新获取', resendIn: '{seconds} 秒后可重新获取', sent: '验证码已发送到 {mobile}，5 分钟内有效',
    enter: '登录',
    back: '上一步',
    capacities: { legalRepresentative: '法定代表人', financeOfficer: '财务负责人', handler: '办税人', invoiceCollector: '领票人' },
  },
  expired: '登录已超时，请从第一步重新开始。',
  demo: {
    title: '演示账号',
    text: '点一下即可填入',
    agency: '代理机构', staff: '待办人员', agreement: '协议密码', codeOnly: '只用短信验证码',
    phone: '模拟手机', phoneText: '验证码会显示在这里', use: '填入 {code}',
  },
} as const;

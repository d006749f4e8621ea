/** Texts of enterprise login, of its home page and of the change-password page. */
export const enterprise = {
  ways: { label: '企业登录方式', ordinary: '普通登录', quick: '快捷登录' },
  taxpayerId: '社会信用代码（纳税人识别号）',
  password: '企业密码',
  needPassword: '请输入企业密码',
  forgot: '忘记密码',
  firm: { title: '企业账号登录', text: '首次登录请用普通登录，并同步办税人。', next: '登录' },
  handlers: {
    title: '选择办税人', sync: '同步办税人',
    first: '还没有办税人信息。请点“同步办税人”，从金税三期取得法定代表人和财务负责人。', synced: '同步成功：{lines}', syncedPartly: '同步完成，{n} 人不能登录：{lines}',
    none: '同步后没有可以登录的人员。请相关人员用办税App“采集实名信息”完成实名采集，完成后即可在此选择。',
    back: '取消', enter: '确定',
    method: '验证方式', byPassword: '密码登录', byCode: '短信登录', personPassword: '{name} 的个人密码',
    reset: '{name} 的密码已被重置。请用短信验证码登录，或同时输入重置密码 111111，登录后只能设置新密码。', resetPassword: '重置密码（可不填）',
  },
  sync: {
    asking: '正在向金税三期查询', seconds: '{seconds} / {patience} 秒', done: '同步结果', stillWorks: '本次没有改动任何信息，此前同步过的办税人仍可登录。',
    standing: { canLogIn: '可以登录', notCollected: '未采集', nameDiffers: '姓名不一致' },
    differs: '金税三期登记为{registry}，实名信息为{verified}。',
  },
  code: { label: '发送到 {mobile} 的验证码', unsent: '短信验证码', send: '获取验证码', resend: '重新获取', resendIn: '{seconds} 秒后可重新获取' },
  quick: { title: '快捷登录', text: '已用普通登录同步过办税人的企业可以使用。', capacity: '登录身份', mobile: '该身份的实名手机号码', enter: '登录', useOrdinary: '改用普通登录' },
  recover: {
    title: '找回企业密码', text: '由法定代表人或财务负责人用实名手机号码验证后重设。', capacity: '找回人', mobile: '找回人的实名手机号码',
    sent: '信息与登记一致时，验证码会发送到该手机。没有收到的，请核对信息或先完成实名采集。', next: '下一步', back: '返回登录',
  },
  expired: '登录已超时，请重新开始。',
  demo: {
    title: '演示企业', people: '可登录的人员', registryTitle: '模拟金税三期', steered: '下次同步时，金税三期：{outcome}',
    registry: { answers: '正常应答', slow: '响应缓慢', down: '无法连接', disagrees: '姓名与实名不符', unknown: '查无此户', successor: '法定代表人已变更' },
  },
  ticket: {
    title: '设置新密码',
    enterprisePassword: '为 {enterprise} 重设企业密码。设置后，该企业的所有登录都会结束，请用新密码重新登录。',
    personalPassword: '{name}，请设置新的个人密码。设置后请用新密码重新登录。',
    fresh: '新密码', again: '再输入一次新密码', different: '两次输入的密码不一致', save: '确定', leave: '取消', done: '密码已设置，请用新密码登录',
  },
  home: {
    title: '首页', of: '{bureau}首页', bureau: '辽宁省电子税务局（演示）', text: '带虚线的事项没有填报页面，点开查看办理指引，请在电子税务局办理。', doable: '可在本程序办理', social: '社保费征收', socialText: '纯社保户登录，只能办理社保业务，没有办税人身份。', services: '可办业务', onlyAllowed: '只看可办',
    none: '没有可以办理的业务。请联系本企业的法定代表人或财务负责人授权。',
    first: '您还没有个人密码。设置后可以用密码登录，不必每次获取验证码。', set: '设置默认密码', later: '以后再说', saved: '个人密码已设置',
  },
} as const;

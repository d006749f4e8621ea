/** Texts of a natural person's login, registration, home page and account. */
export const person = {
  signIn: {
    title: '自然人登录', text: '使用本人证件号码或注册的手机号码登录。', identifier: '证件号码或手机号码', password: '自然人密码',
    forgot: '忘记密码，或从未设置密码', enter: '登录', needPassword: '请输入密码', needAnswer: '请输入验证码',
  },
  captcha: {
    picture: '图形验证码', sum: '文字验证码（用数字回答）', alt: '图形验证码，共 4 个字符，不分大小写。看不清可换一张，或改用文字验证码',
    another: '换一张', useSum: '改用文字题', usePicture: '改用图形', expired: '验证码已过期，点输入框或“换一张”更新',
  },
  recover: {
    title: '找回自然人密码', text: '用实名手机号码验证后重设；从未设置过密码的，也在这里设置。', idNumber: '证件号码', mobile: '实名手机号码',
    sent: '信息与登记一致时，验证码会发送到该手机。没有收到的，请核对信息或先完成实名采集。', next: '下一步', back: '返回登录',
  },
  register: {
    ask: { enterprise: '还没有企业账号？', person: '还没有自然人账号？' }, open: { enterprise: '注册企业', person: '注册自然人' },
    personTitle: '自然人注册', personText: '按本人证件填写。注册后还须用办税App完成实名采集，才能办理企业业务。',
    enterpriseTitle: '企业注册', enterpriseText: '由法定代表人本人用实名手机号码注册，须与金税三期登记一致。',
    idType: '证件类型', idNumber: '证件号码', name: '姓名', mobile: '手机号码', enterpriseName: '企业名称（营业执照全称）', representativeMobile: '法定代表人实名手机号码',
    password: '设置自然人密码', enterprisePassword: '设置企业密码', again: '再输入一次密码', different: '两次输入的密码不一致', needName: '请填写证件上的姓名', needEnterprise: '请填写营业执照上的全称',
    back: '返回登录', submit: '注册',
    done: '{name} 注册成功', doneEnterprise: '首次登录请用普通登录，并同步办税人；之后才能使用快捷登录。',
    donePerson: '您的实名信息已采集，现在可以登录。', doneNoRealName: '现在可以登录。要办理企业业务，请先用办税App“采集实名信息”完成实名采集。', signIn: '去登录',
  },
  demo: {
    title: '演示自然人', registration: '演示注册', noPassword: '无密码', newPerson: '尚未注册，手机 {mobile}', newEnterprise: '尚未注册，法定代表人{name}，手机 {mobile}', registered: '演示企业已经注册过。',
  },
  ticket: '{name}，请设置新的自然人密码。设置后，您的自然人登录都会结束，请用新密码重新登录。',
  home: {
    title: '个人首页',
    about: '我的实名信息', idNumber: '证件', verified: '实名手机号码', verifiedAt: '实名采集时间', attested: '机构管理员核验', registered: '注册手机号码', registeredAt: '注册时间',
    noRealName: '您还没有完成实名采集，暂时不能进入企业办理业务。请用办税App“采集实名信息”采集后刷新本页。',
    enterprises: '我任职的企业', count: '共 {count} 家，{able} 家可以进入', filter: '按名称或识别号查找', since: '{day} 起',
    enter: '进入', cannot: '不能进入', here: '当前',
    empty: '没有任职的企业', emptyText: '企业的法定代表人或财务负责人在“企业人员维护”中添加您之后，会显示在这里。', refresh: '刷新',
    putOut: '已退出{enterprise}：{why}。',
  },
  account: {
    title: '账户安全', password: '修改自然人密码', passwordText: '自然人密码只用于自然人登录，与各企业的个人密码分开。修改后，其他窗口的自然人登录会结束。',
    old: '原密码', fresh: '新密码', again: '再输入一次新密码', different: '两次输入的密码不一致', save: '修改密码', saved: '自然人密码已修改',
    mobile: '更换手机号码', mobileNow: '当前实名手机号码 {mobile}。', mobileNone: '尚未实名采集，没有实名手机号码。',
    mobileText: '实名手机号码来自实名采集，不能单独修改。更换手机号码须用新手机重新采集实名信息：采集通过后，登录和接收验证码都改用新号码，原记录保留备查。',
  },
  frame: { back: '返回个人首页', switch: '切换企业', loading: '正在载入', failed: '企业列表没有载入，请重试', none: '没有其他可以进入的企业' },
} as const;

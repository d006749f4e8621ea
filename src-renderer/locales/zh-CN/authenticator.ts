/** Texts of 动态口令: setting it up, logging in with it, and the ways back with the recovery key (office profile). */
export const authenticator = {
  name: '动态口令',
  code: '{name} 的动态口令',
  hint: '打开手机上的验证器，输入它当前显示的 6 位数字',
  on: '已启用', off: '未启用',
  block: {
    text: '用手机上的验证器应用生成每 30 秒更换的 6 位数字，可代替个人密码登录；忘记机构登录密码时，法定代表人和财务负责人也用它找回。用动态口令登录后，保险库仍需个人密码打开。',
    since: '{at} 启用',
    noPassword: '您还没有个人密码，请先在上面设置，再启用动态口令。',
    set: '设置动态口令', renew: '更换动态口令', remove: '停用动态口令',
  },
  sheet: {
    set: '设置动态口令', remove: '停用动态口令',
    setText: '请先输入个人密码，确认是您本人。手机上要有支持标准动态口令（TOTP）的验证器应用。',
    renewText: '请先输入个人密码，确认是您本人。新的动态口令核对无误后才会生效，在此之前原来的仍可使用。',
    removeText: '停用后只能用个人密码登录。请输入个人密码，确认是您本人。',
    password: '个人密码', passwordMissing: '请输入个人密码',
    next: '下一步', back: '取消', removeAct: '停用',
    scan: '打开验证器应用，扫描二维码', picture: '动态口令的二维码',
    type: '不能扫码时，手工输入密钥', secret: '密钥', account: '账户', issuer: '名称',
    once: '二维码和密钥只显示这一次，请勿截图或发给他人。',
    confirm: '输入验证器显示的 6 位数字', confirmAct: '启用',
    expired: '这次设置已过期，请重新开始。',
    done: '动态口令已启用', removed: '动态口令已停用',
  },
  /** The officer's way back to the agency's password (D1). */
  firm: {
    open: '忘记机构登录密码',
    title: '找回机构登录密码', text: '由法定代表人或财务负责人验证后重设，重设后本机构的所有登录都会结束。',
    capacity: '找回人', mobile: '找回人登记的手机号码',
    method: '验证方式', byCode: '动态口令', byKey: '恢复密钥',
    keyText: '没有启用动态口令的，请输入建立机构时打印的恢复密钥。',
    codeLabel: '找回人的动态口令', codeMissing: '请输入 6 位动态口令',
    back: '返回登录', next: '下一步',
    ticket: '为 {enterprise} 重设机构登录密码。设置后，本机构的所有登录都会结束，请用新密码重新登录。',
  },
  /** The officer's way back to the personal password, and what everybody else is told. */
  personal: {
    open: '忘记个人密码', others: '忘记个人密码，请联系机构管理员重置。',
    title: '找回个人密码', text: '{name}，请输入建立机构时打印的恢复密钥。核对后原个人密码和动态口令立即作废，您在各窗口的登录会结束，随后设置新的个人密码。',
    vault: '登录后，请到「设置 › 密码保险库」用恢复密钥重新打开保险库。',
    back: '返回', next: '核对恢复密钥',
  },
} as const;

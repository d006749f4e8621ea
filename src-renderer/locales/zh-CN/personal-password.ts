/** Texts of the dialog that sets or changes the own personal password (B5, B6). */
export const personalPassword = {
  firstTitle: '请设置个人密码',
  firstText: '您现在用短信验证码登录。设置个人密码后可以用密码登录、锁定工作台，并使用密码保险库。',
  changeTitle: '修改个人密码',
  changeText: '修改后，您在其他窗口的登录会结束。',
  old: '原密码',
  fresh: '新密码',
  again: '再次输入新密码',
  different: '两次输入的密码不一致',
  later: '以后再说',
  save: '保存',
  saved: '个人密码已保存',
} as const;

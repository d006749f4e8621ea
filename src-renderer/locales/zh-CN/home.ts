/** Texts of the bureau's home page before the login. */
export const home = {
  text: '请先选择登录方式。本程序没有连接税务机关，这里的数据都是演示数据。',
  wayOf: '{mode}：{way}',
  read: {
    label: '操作指引',
    guideText: '登录、进入客户、办税、协议与人员',
    rulesText: '提示里“依据”所指的每一条',
    manualText: '各种登录和维护的图文步骤',
  },
  realName: { title: '实名采集', text: '在办税App“采集实名信息”中完成', how: '怎样采集' },
  services: '服务事项',
  servicesText: '带下划线的事项登录后在本程序办理；带虚线的事项点开查看办理指引。',
} as const;

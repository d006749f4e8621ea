/** What is said when something is refused or fails and the engine itself gave no sentence. */
export const problems = {
  links: {
    input: '填写的内容', identity: '实名身份', password: '密码', code: '验证码', throttle: '登录保护', session: '登录会话', staff: '待办人员', assignment: '客户分配',
    agreement: '委托协议', scope: '委托事项', date: '日期', vault: '密码保险库', registry: '金税三期登记信息', state: '办理状态', desk: '工作台',
  },
  ownLinks: { staff: '办税人员', scope: '办税权限', assignment: '办理范围' },
  remedies: {
    retry: '重试', signIn: '重新登录', unlock: '解锁', openVault: '打开保险库', enterAgain: '重新进入', openDesk: '打开工作台', refresh: '刷新',
  },
  internal: '程序遇到意外情况，这一步没有完成。请重试；如果一直如此，请把时间 {at} 告诉管理员。',
  invalidInput: '输入有误，请按提示修改后再试。',
  ended: {
    signedOut: '已退出登录', idle: '30 分钟没有操作，登录已结束', absolute: '登录已满 12 小时，请重新登录', parentEnded: '登录已结束', closed: '已关闭', replaced: '已在别处重新进入',
    agreementCancelled: '委托协议已被取消', agreementSuspended: '委托协议已被暂停', agreementExpired: '委托协议已到期', agreementPasswordReplaced: '协议密码已更换',
    assignmentTaken: '该客户不再分配给您', rightsRemoved: '权限已变更', passwordChanged: '密码已修改，请重新登录', enterprisePasswordChanged: '企业密码已重设，请用新密码登录',
    passwordReset: '个人密码已被重置，请重新登录', locked: '已锁定，请重新登录', left: '已返回个人首页或切换到其他企业', accountPasswordChanged: '自然人密码已修改，请用新密码登录', realNameChanged: '实名信息已变更，请重新登录', hostRestarted: '程序重新启动过',
  },
} as const;

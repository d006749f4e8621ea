import type { SessionEnd } from '@contract/session.ts';
import type { SessionLimits } from './limits.ts';

const texts: Record<Exclude<SessionEnd, 'idle' | 'absolute'>, string> = {
  signedOut: '已退出登录',
  parentEnded: '登录已结束',
  closed: '客户已关闭',
  replaced: '此窗口已重新登录',
  agreementCancelled: '委托协议已终止',
  agreementSuspended: '委托协议已暂停',
  agreementExpired: '委托协议已到期',
  agreementPasswordReplaced: '协议密码已更换',
  clientStopped: '本机构已停止服务该客户',
  assignmentTaken: '该客户已不再分配给您',
  locked: '已锁定，登录已结束',
  left: '已返回个人首页或切换到其他企业',
  accountPasswordChanged: '自然人密码已修改',
  rightsRemoved: '您的办税权限已被取消',
  passwordChanged: '个人密码已修改',
  enterprisePasswordChanged: '企业密码已重设',
  passwordReset: '个人密码已被重置',
  realNameChanged: '实名信息已变更',
  hostRestarted: '程序已重新启动',
};

/** Text for the user when a session has ended. */
export function endText(reason: SessionEnd, limits: SessionLimits): string {
  if (reason === 'idle') return `超过${limits.idle / 60_000}分钟未操作，会话已结束`;
  if (reason === 'absolute') return `登录已满${limits.absolute / 3_600_000}小时，会话已结束`;
  return texts[reason];
}

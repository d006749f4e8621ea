/** Texts of "see as person X on day D". */
export const seeAs = {
  title: '以他人身份查看',
  text: '选一位待办人员和一个日期，看当天能进入哪些客户、能办哪些事项，以及为什么不能。只读，查看会留下轨迹。',
  enterpriseText: '选一位办税人员和一个日期，看当天能办哪些事项，以及为什么不能。只读，查看会留下轨迹。',
  ask: { who: '人员', choose: '请选择', day: '日期', look: '查看' },
  banner: {
    title: '正以 {name}（{what}）的身份查看',
    day: '日期 {day}',
    text: '只读：不能办理任何业务，也不会打开客户',
    end: '结束查看',
  },
  chain: '逐环核对',
  holds: '成立',
  breaks: '卡在这里',
  clients: '客户',
  can: '可办 {n} 项',
  cannot: '不能进入',
  total: '共 {total} 户',
  emptyTitle: '还没有选择人员',
  emptyText: '在上方选择人员和日期。将来的日期按现有协议推定。',
  roles: { admin: '管理员', leader: '小组负责人', member: '组员' },
  services: { label: '事项', all: '全部', allowed: '可办', refused: '不可办', none: '没有符合条件的事项' },
} as const;

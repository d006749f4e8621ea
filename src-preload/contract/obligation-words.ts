/** Words of the filing board (申报): on screens, in files and in the trail. */

/** How far an obligation is, in the order of the work. */
export const obligationStateNames = {
  papers: '待资料',
  compute: '待核算',
  confirm: '待客户确认',
  ready: '可申报',
  blocked: '受阻',
  registered: '已登记（未报送）',
  filed: '已申报',
  paid: '已缴款',
  notNeeded: '无需办理',
  elsewhere: '由他人办理',
} as const;
export type ObligationState = keyof typeof obligationStateNames;
export const obligationStates = Object.keys(obligationStateNames) as ObligationState[];

/** What people set by hand; the others follow from what was filed and paid. */
export const stageNames = {
  papers: '待资料',
  compute: '待核算',
  confirm: '待客户确认',
  ready: '可申报',
  blocked: '受阻',
  notNeeded: '无需办理',
  elsewhere: '由他人办理',
} as const satisfies Partial<Record<ObligationState, string>>;
export type Stage = keyof typeof stageNames;
/** Stages that say why. */
export const reasonedStages: readonly Stage[] = ['blocked', 'notNeeded', 'elsewhere'];

/** Columns of the board's file, in order. */
export const obligationColumns = {
  name: '客户名称',
  taxpayerId: '纳税人识别号',
  assigned: '办理人员',
  obligation: '申报事项',
  period: '所属期',
  dueDay: '截止日',
  state: '状态',
  late: '逾期天数',
  amount: '应缴金额',
  receipt: '税务机关回执号',
  filedDay: '申报日期',
  paidDay: '缴款日期',
  reason: '说明',
} as const;
export type ObligationColumn = keyof typeof obligationColumns;

/** Texts of the social-insurance collection desk (B8). */
export const social = {
  unit: '单位', personal: '个人', total: '合计', kind: '险种', sum: '小计', due: '{people} 人应缴合计',
  standard: '{year} 年缴费基数 {floor} – {ceiling} 元；基数和费率为演示样例，不是真实标准',
  provisional: '该年度的标准尚未录入，暂按 {year} 年的演示样例计算。',
  limited: { floor: '按下限', ceiling: '按上限' },
  states: { none: '未申报', draft: '草稿', submitted: '已提交待缴费', correcting: '更正中', paid: '已缴费' },
  people: {
    title: '参保人员', text: '本单位的参保人员，姓名和证件号码已隐去中间部分', state: '参保状态', states: { insured: '参保中', stopped: '已减员', all: '全部' },
    search: '按姓名或证件号码查找', add: '增员', stop: '减员', setWage: '改工资', acts: '操作',
    name: '姓名', document: '证件号码', wage: '月缴费工资', base: '缴费基数', since: '参保月份', until: '最后参保月份', still: '至今',
    total: '共 {total} 人', emptyTitle: '还没有参保人员', emptyText: '先办理增员，再按月申报社会保险费。',
    added: '已增员：{name}', stopped: '已减员：{name}，参保到{month}', wageSet: '已更新 {name} 的缴费工资', stopHint: '该月仍须缴费，次月起不再参保',
  },
  add: {
    name: '姓名（与证件一致）', idType: '证件类型', idNumber: '证件号码', needName: '请输入姓名', needWage: '请输入大于零的月工资',
    limits: '本年基数 {floor} – {ceiling} 元', save: '确定',
  },
  months: { title: '月度申报', text: '每月一份，提交后缴费前可以更正；缴费后可取缴费凭证', one: '社保费月度申报', month: '费款所属期', state: '状态', people: '人数', receipt: '回执号', slip: '缴费凭证' },
  form: {
    saved: '{at} 由 {by} 保存', totals: '应缴金额', receipts: '申报回执', payment: '缴费记录', corrected: '更正原因：{reason}', replaced: '{at} 被更正替代', demo: '演示，未报送税务机关',
    wageOf: '{name} 的月缴费工资', emptyTitle: '该月没有参保人员', emptyText: '办理增员后，这里会列出该月的参保人员。',
    staleDraft: '保存之后参保人员有变动，表中已按最新人员列出，请核对后重新保存。', staleSubmitted: '提交之后参保人员有变动，与已提交的不一致。需要时请更正。',
    unsaved: '{month} 社保费申报表的缴费工资', leaveTitle: '改动还没有保存', leaveText: '离开后，刚才填写的缴费工资不会保留。', leaveDrop: '不保存，离开', leaveStay: '留在本页',
  },
  acts: {
    save: '保存', submit: '提交申报', correct: '更正', abandon: '放弃更正', pay: '登记缴费', slip: '保存缴费凭证（PDF）', subject: '社保费申报',
    submitFor: '为 {name} 提交', correctFor: '为 {name} 更正', payFor: '为 {name} 登记缴费',
    submitNote: '生成本机回执号（{mark}）。缴费之前可以更正。', correctNote: '原回执在更正提交之前一直有效。', payNote: '本程序不缴款，只登记已在别处缴纳的社保费。登记后该月不能再更正。',
    saved: '草稿已保存', submitted: '申报已提交', corrected: '可以更正了，改好后请重新提交', abandoned: '已放弃更正，原申报不变', paid: '缴费已登记', slipSaved: '缴费凭证已保存',
    reason: '更正原因', needReason: '请填写更正原因', paidDay: '缴费日期', needDay: '请填写缴费日期', voucher: '银行凭证号',
  },
} as const;

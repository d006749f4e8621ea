/**
 * What offices call their columns: data. Names are compared without blanks, signs, case and width; marks such as （必填） and * are taken off before.
 * `certain` names say what the column is. `likely` ones are used for other things as well: for a field that gives a right or holds a secret
 * they are only a suggestion that waits for a yes.
 */
export interface ColumnName {
  id: string;
  title: string;
  certain: string;
  likely?: string;
}

/** What goes into a client. `contact` and `note` take several columns, `taxpayerId` the first that holds something. */
export const clientColumns: readonly ColumnName[] = [
  {
    id: 'name',
    title: '企业名称',
    certain:
      '企业名称 客户名称 名称 纳税人名称 单位名称 公司名称 商户名称 机构名称 企业全称 单位全称 公司全称 客户全称 纳税人全称 全称 企业名 公司名 客户名 单位名 委托企业 委托企业名称 委托方 委托方名称 委托单位 委托单位名称 客户 企业 公司 单位 纳税人 店名 户名 字号 name company companyname client clientname customer customername taxpayername',
  },
  {
    id: 'taxpayerId',
    title: '纳税人识别号',
    certain:
      '纳税人识别号 纳税识别号 识别号 统一社会信用代码 社会统一信用代码 社会信用代码 统一信用代码 统一代码 信用代码 社会信用统一代码 委托方统一社会信用代码 委托方纳税人识别号 企业信用代码 统一社会信用代码纳税人识别号 社会信用代码纳税人识别号 纳税人识别号统一社会信用代码 信用代码税号 税号 纳税号 企业税号 公司税号 客户税号 单位税号 纳税人税号 税务登记号 税务登记证号 营业执照号 营业执照号码 国税登记号 taxpayerid taxid taxnumber taxno uscc creditcode code',
  },
  {
    id: 'taxpayerKind',
    title: '纳税人类型',
    certain:
      '纳税人类型 纳税人类别 纳税人资格 纳税人性质 纳税人身份 增值税纳税人类型 增值税类型 纳税类型 taxpayerkind taxpayertype',
    likely: '类型 类别 企业类型 客户类型 税务类型 kind type',
  },
  {
    id: 'staff',
    title: '待办人员',
    certain:
      '待办人员 记账会计 主管会计 负责会计 主办会计 责任会计 做账会计 代账会计 会计 会计人员 会计姓名 我方经办人 跟进会计 服务会计 服务人员 分配 分配给 staff assigned assignedto accountant',
    likely: '办税人员 办税人 经办人 负责人 handler',
  },
  {
    id: 'contact',
    title: '联系方式',
    certain:
      '联系方式 联系人 联系人姓名 联系电话 联系人电话 联系人手机 联系手机 联系号码 电话 电话号码 手机 手机号 手机号码 客户手机号 客户手机 客户电话 企业电话 contact phone mobile telephone tel',
  },
  {
    id: 'address',
    title: '地址',
    certain: '地址 注册地址 企业地址 公司地址 单位地址 详细地址 住所 address',
    likely: '经营地址 实际经营地址 生产经营地址 办公地址 经营场所',
  },
  { id: 'note', title: '备注', certain: '备注 备注信息 备注说明 说明 附注 note notes remark remarks comment comments' },
];

/** What records an agreement: gives a right or holds a secret. */
export const agreementColumns: readonly ColumnName[] = [
  {
    id: 'firstDay',
    title: '协议起始日',
    certain:
      '协议开始 协议开始日 协议开始日期 协议起始日 协议起始日期 协议生效日 协议生效日期 协议有效期起 协议期限起 委托开始日期 委托起始日期 委托期限起 委托协议开始日期 委托协议起始日期 firstday',
    likely:
      '起始日 起始日期 开始日 开始日期 开始时间 生效日 生效日期 有效期起 有效期自 有效期开始 服务期限起 服务开始日期 服务起始日期 合同开始 合同开始日期 合同起始日 合同起始日期 合同期限起 合同签订日期 代理开始日期 代账开始日期 start startdate from begin',
  },
  {
    id: 'lastDay',
    title: '协议到期日',
    certain:
      '协议到期 协议到期日 协议到期日期 协议结束日期 协议截止日 协议截止日期 协议终止日期 协议有效期止 协议期限止 委托结束日期 委托到期日期 委托期限止 委托协议到期日期 委托协议结束日期 lastday',
    likely:
      '到期日 到期日期 到期时间 结束日 结束日期 结束时间 截止日 截止日期 终止日期 有效期止 有效期至 有效期结束 服务期限止 服务到期日期 服务结束日期 合同结束 合同到期 合同到期日 合同到期日期 合同结束日期 合同期限止 合同截止日期 代理到期日期 代账到期日期 end enddate to until expiry expirydate',
  },
  {
    id: 'agreementPassword',
    title: '协议密码',
    certain: '协议密码 委托协议密码 委托密码 agreementpassword',
    likely: '密码 口令 password',
  },
];

/** Known, and kept by the program in no field of its own: can go into the note or a field of the office's own. */
export const otherColumns: readonly ColumnName[] = [
  {
    id: 'enterpriseType',
    title: '企业类型',
    certain: '市场主体类型 公司类型 企业性质 经济性质 登记注册类型 注册类型 主体类型',
  },
  { id: 'industry', title: '行业', certain: '行业 行业大类 行业细分 所属行业 行业类别 行业名称' },
  { id: 'taxOfficer', title: '专管员', certain: '专管员 专管员姓名 专管员电话 税收管理员 税管员' },
  { id: 'related', title: '同宗企业', certain: '同宗企业 关联企业 集团' },
  { id: 'taxPreference', title: '税收优惠', certain: '是否有税收优惠 税收优惠 优惠政策' },
  {
    id: 'filing',
    title: '申报方式',
    certain: '申报方式 征收方式 登录方式 报税登录方式',
  },
  { id: 'socialInsurance', title: '社保', certain: '社保险种 参保人员 社保账号 社保户 社保登记号 参保人数' },
  { id: 'incomeTax', title: '个税', certain: '个税账号 个税申报人员 个税登录名' },
  {
    id: 'taxAccount',
    title: '电子税务局账号',
    certain: '电子税务局账号 电税局账号 电子税局账号 国税用户名 国税账号 地税登记号 地税账号 计算机代码 登录账号',
  },
  {
    id: 'bank',
    title: '银行',
    certain: '基本存款账户编号 网银托管档案号',
  },
  {
    id: 'invoice',
    title: '开票',
    certain: '开票软件 开票注意事项 税控器具 税控设备 开票方式 ukey编号 验证码电话 验证码手机',
  },
  { id: 'papers', title: '编号', certain: '客户编号 编号' },
  {
    id: 'amount',
    title: '金额',
    certain: '合同金额 协议金额 佣金 营业额 金额 费用 应收',
  },
  { id: 'source', title: '客户来源', certain: '客户来源 介绍人 来源 业务员 推荐人' },
  {
    id: 'state',
    title: '状态',
    certain: '状态 企业状态 业务状态 客户分级 客户等级 客户级别 客户状态 是否启用 级别',
  },
  {
    id: 'contract',
    title: '合同与服务事项',
    certain: '合同编号 协议编号 服务协议摘要 服务项目 服务事项 委托事项 服务起止时间 合同期限 服务期限 协议期限',
  },
  { id: 'number', title: '序号', certain: '序号 序 no 行号 number id 原行号' },
  { id: 'reason', title: '导入说明', certain: '原因 导入结果 未导入原因' },
];

/** What a heading of a secret contains; and what does not make it one. */
export const secretWords: readonly string[] = [
  '密码',
  '口令',
  'password',
  '注册码',
  '暗码',
  'pin码',
  '密钥',
  '密匙',
  '私钥',
];
export const noSecretWords: readonly string[] = ['密码是否', '有无密码', '是否有密码'];

/** How rows begin that are no clients. */
export const asideWords = {
  example: ['示例', '样例', '例如', '举例', '范例', '填写示例', '（示例）', '例：'],
  total: ['合计', '小计', '总计', '共计', '总数', '累计'],
  notes: [
    '注：',
    '注意',
    '说明',
    '备注：',
    '填表说明',
    '填写说明',
    '制表',
    '填表人',
    '审核',
    '打印',
    '单位：',
    '截至',
    '截止日期：',
  ],
} as const;

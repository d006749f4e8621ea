/** Taxes and fees that a payment can be recorded for, as the bureau names them. */
export const taxKinds = [
  '增值税',
  '城市维护建设税',
  '教育费附加',
  '地方教育附加',
  '企业所得税',
  '个人所得税',
  '印花税',
  '房产税',
  '城镇土地使用税',
  '消费税',
  '土地增值税',
  '车船税',
  '环境保护税',
  '契税',
  '残疾人就业保障金',
  '文化事业建设费',
  '工会经费',
  '社会保险费',
] as const;

/** A payment's tax as lists name it: the late fee on it is told apart. */
export const taxName = (payment: { tax: string; nature: 'tax' | 'lateFee' }): string =>
  payment.nature === 'lateFee' ? `${payment.tax}（滞纳金）` : payment.tax;

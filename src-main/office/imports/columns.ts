import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { searchKey } from '../search/query.ts';
import { readDay } from './days.ts';

/** What a column of a pasted table can hold. */
export type ImportField =
  | 'name'
  | 'taxpayerId'
  | 'firstDay'
  | 'lastDay'
  | 'agreementPassword'
  | 'taxpayerKind'
  | 'staff'
  | 'contact'
  | 'address'
  | 'note';

/** Titles as shown, and the names that people give to such a column (compared without blanks, signs and case). */
const fields: Record<ImportField, { title: string; names: string }> = {
  name: {
    title: '企业名称',
    names:
      '企业名称 客户名称 名称 纳税人名称 单位名称 公司名称 委托企业 委托企业名称 客户 企业 公司 name company companyname client clientname taxpayername',
  },
  taxpayerId: {
    title: '纳税人识别号',
    names:
      '纳税人识别号 社会信用代码 统一社会信用代码 统一社会信用代码纳税人识别号 纳税人识别号统一社会信用代码 税号 纳税号 识别号 信用代码 taxpayerid taxid taxnumber taxno uscc code creditcode',
  },
  firstDay: {
    title: '起始日',
    names:
      '起始日 起始日期 开始日 开始日期 生效日 生效日期 协议开始 协议开始日期 协议起始日 协议起始日期 委托开始日期 委托起始日期 有效期起 服务开始日期 firstday start startdate from begin',
  },
  lastDay: {
    title: '到期日',
    names:
      '到期日 到期日期 结束日 结束日期 截止日 截止日期 终止日期 协议到期 协议到期日 协议结束日期 协议截止日期 委托结束日期 委托到期日期 有效期止 服务结束日期 lastday end enddate to until expiry expirydate',
  },
  agreementPassword: {
    title: '协议密码',
    names: '协议密码 委托协议密码 委托密码 密码 口令 agreementpassword password',
  },
  taxpayerKind: {
    title: '纳税人类型',
    names: '纳税人类型 纳税人类别 纳税人资格 增值税纳税人类型 类型 类别 kind type taxpayerkind',
  },
  staff: {
    title: '待办人员',
    names:
      '待办人员 办税人员 办税人 经办人 负责会计 主办会计 会计 负责人 分配 分配给 staff assigned assignedto handler accountant',
  },
  contact: { title: '联系方式', names: '联系方式 联系人 联系电话 电话 手机 手机号 手机号码 contact phone mobile' },
  address: { title: '地址', names: '地址 注册地址 经营地址 address' },
  note: { title: '备注', names: '备注 说明 note notes remark remarks' },
};
const fieldOfName = new Map(
  Object.entries(fields).flatMap(([field, { names }]) =>
    names.split(' ').map((name) => [name, field as ImportField] as const),
  ),
);

export interface Columns {
  /** Field of each column; null: not used. */
  fields: (ImportField | null)[];
  /** What the user is shown of each column. */
  titles: string[];
  hasHeader: boolean;
}

/** Records looked at to guess what a column without a title holds. */
const looked = 50;

/**
 * Finds out what the columns hold: by their titles, or, when the first record is no row of titles, by what stands in them.
 * @param isStaff whether a text is the name of a staff member
 */
export function columnsOf(records: readonly (readonly string[])[], isStaff: (text: string) => boolean): Columns {
  const titles = records[0] ?? [];
  const named = titles.map((title) => fieldOfName.get(searchKey(title)) ?? null);
  if (named.includes('name') || named.includes('taxpayerId')) {
    const found = named.map((field, index) => (field !== null && named.indexOf(field) === index ? field : null));
    return {
      fields: found,
      hasHeader: true,
      titles: found.map((field, index) => (field ? fields[field].title : unused(titles[index] ?? ''))),
    };
  }
  const guessed = guess(records.slice(0, looked), isStaff);
  return {
    fields: guessed,
    hasHeader: false,
    titles: guessed.map((field) => (field ? fields[field].title : unused(''))),
  };
}

const unused = (title: string): string => (title.trim() === '' ? '未使用' : `未使用（${title.trim().slice(0, 20)}）`);

function guess(records: readonly (readonly string[])[], isStaff: (text: string) => boolean): (ImportField | null)[] {
  const width = Math.max(0, ...records.map((record) => record.length));
  const found: (ImportField | null)[] = Array.from({ length: width }, () => null);
  const share = (column: number, test: (text: string) => boolean): number => {
    const texts = records.map((record) => record[column]?.trim() ?? '').filter((text) => text !== '');
    return texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
  };
  /** Gives a field to the free column that fits best, if any fits half of its texts. */
  const give = (field: ImportField, test: (text: string) => boolean): void => {
    let [best, most] = [-1, 0.5];
    for (let column = 0; column < width; column += 1) {
      const fits = found[column] === null ? share(column, test) : 0;
      if (fits >= most && fits > 0 && (best < 0 || fits > most)) [best, most] = [column, fits];
    }
    if (best >= 0) found[best] = field;
  };
  give('taxpayerId', (text) => checkTaxpayerId(text).ok || /^[0-9A-Za-z\s-]{15,24}$/u.test(text));
  give('firstDay', (text) => 'day' in readDay(text));
  give('lastDay', (text) => 'day' in readDay(text));
  give('taxpayerKind', (text) => readKind(text) !== null);
  give('staff', (text) => text.split(staffSeparator).every(isStaff));
  give('contact', (text) => /^1[3-9]\d{9}$/u.test(text.replaceAll(/[\s-]/gu, '')));
  give('name', (text) => /\p{Script=Han}/u.test(text) && text.length >= 4);
  if (!found.includes('name')) give('name', (text) => text.length >= 2);
  // The order of the template: the agreement password comes after the dates.
  const last = Math.max(found.indexOf('firstDay'), found.indexOf('lastDay'));
  const next = found.findIndex((field, column) => field === null && column > last && last >= 0);
  if (next >= 0) found[next] = 'agreementPassword';
  return found;
}

export const staffSeparator = /[、，,;；/\s]+/u;

/** 一般纳税人 or 小规模纳税人 in the ways people write them; null when it is neither. */
export function readKind(text: string): 'general' | 'smallScale' | null {
  const key = searchKey(text);
  if (/^(增值税)?一般(纳税人|计税)?$|^general$/u.test(key)) return 'general';
  return /^(增值税)?小规模(纳税人)?$|^smallscale$|^small$/u.test(key) ? 'smallScale' : null;
}

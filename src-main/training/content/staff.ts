import type { Capacity, OfficeRole } from '@contract/people.ts';

/** A sample staff member and what the account shows. */
export interface SampleStaff {
  handlerId: string;
  name: string;
  female: boolean;
  capacity: Capacity;
  officeRole: OfficeRole;
  team: string | null;
  /** `none`: no real-name record, cannot log in (A3). `pending`: added, real name not collected yet (E4). */
  realName: 'collected' | 'none' | 'pending';
  /** B5: a verified mobile, but no personal password yet. */
  password: boolean;
  /** `granted`: opens with the personal password. `waiting`: has a key pair, waits for a grant. `none`: no key pair yet. */
  vault: 'granted' | 'waiting' | 'none';
  /** Share of the clients, compared with the others; 0: none. */
  load: number;
  /** For the sign-in page: who it is and what the account shows. */
  text: string;
}

export const sampleAgency = {
  id: 'agency',
  name: '沈阳砚秋税务师事务所有限公司',
  cityCode: '2101',
  address: '辽宁省沈阳市沈河区听松街18号12层1206室',
} as const;
/** The other agency of the world: what it has in force is never offered to ours (G4). */
export const otherAgency = {
  id: 'agency-other',
  name: '大连汀澜财税代理有限公司',
  cityCode: '2102',
  address: '辽宁省大连市中山区望澜路66号3层302室',
} as const;

export const sampleTeams = [
  { id: 'team-1', name: '申报一组' },
  { id: 'team-2', name: '申报二组' },
] as const;

const member = {
  officeRole: 'member',
  capacity: 'handler',
  realName: 'collected',
  password: true,
  vault: 'granted',
} as const;

/** The twelve of the sample agency, in the order of the sign-in page. */
export const sampleStaff: readonly SampleStaff[] = [
  {
    handlerId: 'h01',
    name: '林静',
    female: true,
    capacity: 'legalRepresentative',
    officeRole: 'admin',
    team: null,
    realName: 'collected',
    password: true,
    vault: 'granted',
    load: 1,
    text: '管理员、法定代表人：看到全部客户，可以分配客户和终止协议',
  },
  {
    handlerId: 'h02',
    name: '周敏',
    female: true,
    capacity: 'financeOfficer',
    officeRole: 'leader',
    team: 'team-1',
    realName: 'collected',
    password: true,
    vault: 'granted',
    load: 2,
    text: '申报一组负责人、财务负责人：看到本组客户',
  },
  {
    ...member,
    handlerId: 'h03',
    name: '王晓楠',
    female: true,
    team: 'team-1',
    load: 4,
    text: '申报一组：只看到分配给自己的客户',
  },
  {
    ...member,
    handlerId: 'h04',
    name: '李佳宁',
    female: true,
    team: 'team-1',
    load: 4,
    text: '申报一组：客户较多，适合练习连续办理',
  },
  {
    ...member,
    handlerId: 'h05',
    name: '赵一鸣',
    female: false,
    team: 'team-1',
    load: 3,
    text: '申报一组：部分客户与他人共同负责',
  },
  {
    ...member,
    handlerId: 'h06',
    name: '孙雨桐',
    female: true,
    team: 'team-1',
    load: 3,
    vault: 'waiting',
    text: '申报一组：保险库等待管理员授权，协议密码需要手工输入',
  },
  {
    ...member,
    handlerId: 'h07',
    name: '高志远',
    female: false,
    officeRole: 'leader',
    team: 'team-2',
    load: 2,
    text: '申报二组负责人：看到本组客户',
  },
  {
    ...member,
    handlerId: 'h08',
    name: '陈思琪',
    female: true,
    team: 'team-2',
    load: 4,
    text: '申报二组：只看到分配给自己的客户',
  },
  {
    ...member,
    handlerId: 'h09',
    name: '刘宇航',
    female: false,
    team: 'team-2',
    load: 3,
    capacity: 'invoiceCollector',
    text: '申报二组：身份为领票人',
  },
  {
    ...member,
    handlerId: 'h10',
    name: '徐婉清',
    female: true,
    team: 'team-2',
    load: 2,
    password: false,
    vault: 'none',
    text: '申报二组：还没有个人密码，用短信验证码登录，登录后会提示设置密码',
  },
  {
    ...member,
    handlerId: 'h11',
    name: '马骁',
    female: false,
    team: 'team-2',
    load: 1,
    realName: 'none',
    password: false,
    vault: 'none',
    text: '申报二组：未做实名采集，不能登录，页面会说明怎样采集',
  },
  {
    ...member,
    handlerId: 'h12',
    name: '郑可心',
    female: true,
    team: 'team-2',
    load: 0,
    realName: 'pending',
    password: false,
    vault: 'none',
    text: '申报二组：新加入，等待实名采集，暂不能登录',
  },
];

/** Those who can sign in and work. */
export const workingStaff = sampleStaff.filter((staff) => staff.realName === 'collected');

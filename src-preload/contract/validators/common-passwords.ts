/**
 * Words from which people make passwords, in lower case, letters only: international words, pinyin, keyboard walks, and words of this trade.
 * A word is compared without case, look-alike signs (@ for a, 0 for o) and predictable decoration, so each line covers
 * the many spellings of it in published lists of leaked passwords.
 */
const words = `
password passwd pass passw passcode pwd pwds pswd secret secrets login logon signin access letmein letmeinnow welcome hello hi hey
admin administrator administrators root superuser super sysadmin system manager master guest user users username test tester testing temp
default change changeme changeit newpass newpassword oldpassword mypass mypassword thepassword yourpassword nopassword
qwerty qwertyui qwertyuiop qwert qwer qwe qaz qazwsx qazwsxedc wsx wsxedc edc edcrfv asdf asdfg asdfgh asdfghjkl asd asdasd zxc zxcv zxcvb zxcvbn
zxcvbnm qweasd qweasdzxc qwerasdf asdfzxcv poiuy poiuyt lkjhg mnbvcxz qazxsw zaqwsx zaqxsw azerty qwertz
abc abcd abcde abcdef abcdefg abcdefgh abcabc aaa aaaa aa a ab aabb abab abcabcabc xyz xyzabc xxx zzz
iloveyou loveyou iloveu lovely love lover loveme loveyouforever ilove mylove forever baby babygirl angel princess prince sunshine sunny rainbow
monkey dragon tiger lion eagle phoenix panda pandas kitty hellokitty cat dog dolphin butterfly flower rose cherry apple banana orange lemon cookie
football basketball baseball soccer hockey kobe kobebryant jordan messi ronaldo michael jackson daniel jessica ashley charlie thomas andrew
superman batman spiderman ironman naruto pikachu pokemon starwars matrix ninja samurai killer shadow hunter ranger freedom whatever trustno
google baidu alibaba taobao tmall alipay wechat weixin tencent huawei xiaomi iphone android windows microsoft linux ubuntu oracle mysql sqlserver
china zhongguo beijing shanghai guangzhou shenzhen tianjin chongqing shenyang dalian anshan fushun benxi dandong jinzhou yingkou fuxin liaoyang
panjin tieling chaoyang huludao liaoning liaoningsheng dongbei changchun haerbin
woaini woaiwojia woaiwoziji woaini woaininima woaizhongguo woaini woaimama woaibaba woaixuexi woshishui woshi woshiwo woaita wozuishuai woniu
nihao nihaoma nimabi nima mima mimashi wodemima mimamima meiyoumima buzhidao wangjile wangji woaiwojia laopo laogong laogonglaopo laopowoaini
baobao baobei qinaide qinqin mama baba jiejie gege meimei didi yeye nainai laoshi xuesheng tongxue pengyou haopengyou
facai gongxifacai fadacai facaifacai zhaocai zhaocaijinbao jinbao fugui jixiang jixiangruyi ruyi pingan pinganfu yishengpingan shunli yifanfengshun
wansui xingfu xingyun kuaile kaixin tiantiankaixin xinnian xinniankuaile shengri shengrikuaile chunjie
wang wangwei wangfang wangli wangjing wanglei wangyang li liwei lina lili lijing liming lijun liqiang zhang zhangwei zhangmin zhangli zhangjie
zhanglei zhangyong liu liuyang liufang liujie liuwei chen chenjie chenwei chenchen yang yangyang yangfan zhao zhaolei huang zhou zhoujielun wu xu
sun sunli zhu ma hu guo he lin gao luo xiaoming xiaohong xiaoli xiaowang xiaozhang xiaoliu lilei hanmeimei
shui shuiwu shuiwuju shuishou baoshui bangshui banshui shenbao nashui nashuiren guoshui dishui zengzhishui fapiao kaipiao jinshui dianzishuiwuju
caiwu caiwubu caishui kuaiji chuna daili dailijizhang jizhang gongsi qiye qiyemima laoban zongjingli jingli yuangong bangong bangongshi renshi
tax taxes taxation taxbureau etax vat invoice invoices finance accounting accountant account accounts company office agency boss work money bank
kingdee jindie yonyou yongyou ufida hangxin baiwang aisino jinsuipan jinshuipan shuikongpan
spring summer autumn winter january february march april may june july august september october november december monday friday sunday
internet network server computer laptop desktop website database backup home family house school student teacher doctor
a b c d e f g h i j k l m n o p q r s t u v w x y z qq ww mm ok aq az qa qw zx zxc as qz
`;

/** Base words of common passwords, see {@link isCommonPassword}. */
const commonWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/u));

/** Spellings that the reduction below does not cover: keyboard walks that mix rows and digits. */
const walks = [
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
  '8ik',
  'zaq1',
  'xsw2',
  'cde3',
  'vfr4',
  'q1w2',
  'w2e3',
  'e3r4',
  'r4t5',
  '1q2w',
  '2w3e',
  '3e4r',
  '4r5t',
  'a1s2',
  's2d3',
  'd3f4',
  'z1x2',
  'x2c3',
  'a1b2',
  'b2c3',
  'c3d4',
  '1a2b',
  '2b3c',
  '3c4d',
  'q1a',
  'p0o9',
  'o9i8',
  '0okm',
  '9ijn',
  '1qw2',
  '123qwe',
  'qwe123',
  '!qaz',
  '@wsx',
  '#edc',
  '$rfv',
];

const lookAlikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
  '8': 'b',
};
const asLetters = (text: string): string => [...text].map((character) => lookAlikes[character] ?? character).join('');

/** Digits and signs that many people append: runs, repeats, years, lucky numbers, up to three signs. */
function isPredictable(decoration: string): boolean {
  const signs = decoration.replace(/[0-9]/gu, '');
  const digits = decoration.replace(/[^0-9]/gu, '');
  if (new Set(signs).size > 2) return '!@#$%^&*()'.startsWith(signs);
  if (digits.length <= 3) return true;
  if ('01234567890123456789'.includes(digits) || '98765432109876543210'.includes(digits)) return true;
  if (/^(.+?)\1+$/u.test(digits) || /^(?:19|20)\d{2}(?:[01]\d(?:[0-3]\d)?)?$/u.test(digits)) return true;
  return /^(?:0*(?:520|521|1314|888|666|168|518|588|998)+\d?)+$|^(?:112233|110110|123321|1234321|147258|147258369|159357|1235789|102030)$/u.test(
    digits,
  );
}

/**
 * Whether a password is one that lists of common passwords hold (B6): a common word, or a letter or two, with predictable
 * decoration before or after it, however capitalised and with look-alike signs; a walk over the keyboard; or hardly any different characters.
 * @param password 8 to 15 characters
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size < 4) return true;
  const walked = walks.filter((walk) => lower.includes(walk)).reduce((left, walk) => left.replaceAll(walk, ''), lower);
  if (walked !== lower && walked.replace(/[^a-z]/gu, '').length <= 1 && isPredictable(walked.replace(/[a-z]/gu, '')))
    return true;
  // Every split into decoration, core, decoration: the core may hide its letters behind signs.
  for (let start = 0; start < lower.length; start += 1) {
    for (let end = lower.length; end > start; end -= 1) {
      const core = lower.slice(start, end);
      const rest = [lower.slice(0, start), lower.slice(end)];
      if (rest.some((part) => /[a-z]/u.test(part))) continue;
      if (/[a-z]/u.test(core) && commonWords.has(asLetters(core)) && rest.every(isPredictable)) return true;
    }
  }
  return false;
}

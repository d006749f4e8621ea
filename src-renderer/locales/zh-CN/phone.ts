/** Texts of the simulated phone (I1 to I3): the trainer's bar, the tax app, the inbox. */
export const phone = {
  title: '模拟手机',
  open: '打开模拟手机',
  attested: '本机构没有办税App。请由机构管理员核验居民身份证原件后登记，登记后即可登录。',
  trainer: {
    label: '培训控制', mark: '演示', whose: '{name} 的手机', choose: '换一个人', outcome: '下一次采集', sim: '换号', simText: '给这部手机换一个新号码',
    outcomes: { pass: '按实际情况', cardUnreadable: '身份证无法识别', nameMismatch: '姓名不一致', mobileTaken: '手机号已被占用', faceMismatch: '人脸不一致' },
  },
  people: {
    title: '这是谁的手机', search: '按姓名、手机号或企业查找', none: '没有这样的人员', more: '还有更多人员，请输入姓名缩小范围', close: '关闭', stranger: '尚未在税务机关登记', unbound: '未绑定企业',
    states: { collected: '已采集', otherName: '姓名不一致', none: '未采集', unknown: '新用户' },
  },
  status: { label: '手机状态', signal: '信号正常', battery: '电量充足' },
  tabs: { label: '手机功能', services: '服务', inbox: '短信', mine: '我的', unread: '{count} 条新短信' },
  services: {
    app: '移动办税', hello: '{name}，您好', verified: '已实名', unverified: '未实名',
    groups: {
      business: { title: '我要办税', items: '申报缴税、发票领用、证明开具、税费缴纳' },
      booking: { title: '我要预约', items: '办税预约、取号排队' },
      talk: { title: '互动中心', items: '办税日历、在线咨询、纳税人学堂、通知公告' },
      enquiry: { title: '涉税查询', items: '申报查询、缴款查询、发票查验、信用等级' },
    },
    public: '公众查询', publicItems: '办税地图、政策法规', collect: '采集实名信息', elsewhere: '“{name}”请在电脑端办理，模拟手机只演示实名采集。',
  },
  intro: {
    title: '采集实名信息', first: '首次使用，请先完成实名采集', again: '变更手机号码或姓名须重新采集，原记录保留为历史',
    text: '采集后才能以办税人员身份登录电子税务局。全程约 2 分钟，请准备本人居民身份证。',
    steps: { card: '添加本人身份证', details: '补充信息，验证手机号码', face: '人脸检测' }, start: '开始采集', later: '暂不采集',
  },
  steps: { card: '身份证', details: '补充信息', face: '人脸检测', label: '第 {now} 步，共 3 步：{name}' },
  leave: '放弃采集',
  card: {
    title: '添加身份证', guide: '将身份证正面放入框内，对齐边缘', shutter: '拍摄', reading: '正在识别', name: '姓名', number: '公民身份号码', next: '信息无误，下一步', again: '重新拍摄',
    printed: { name: '姓名', sex: '性别', nation: '民族', han: '汉', birth: '出生', address: '住址', number: '公民身份号码', sample: '演示样张', male: '男', female: '女', year: '年', month: '月', day: '日' },
    alt: '{name}的身份证正面（演示样张）',
  },
  details: {
    title: '补充信息', mobile: '手机号码', code: '短信验证码', send: '获取验证码', resend: '重新获取', wait: '{seconds} 秒', address: '联系地址', email: '电子邮箱', next: '下一步',
    sent: '验证码已发送到 {mobile}', numbers: '本机号码：{numbers}',
  },
  face: { title: '人脸检测', text: '请由 {name} 本人正对屏幕，保持光线充足，摘下口罩', start: '开始检测', running: '正在检测，请保持不动', ring: '人脸检测进度' },
  result: {
    title: '实名采集成功', first: '现在可以用该手机号码登录电子税务局。', changed: '实名信息已变更，原记录保留为历史。已登录的窗口已退出，请用新的信息重新登录。', same: '实名信息已更新。',
    name: '姓名', mobile: '实名手机号码', at: '采集时间', done: '完成',
  },
  refused: {
    CARD_UNREADABLE: '身份证未能识别', NAME_MISMATCH: '姓名不一致', MOBILE_TAKEN: '手机号码已被占用', FACE_MISMATCH: '人脸检测未通过',
    CARD_UNREADABLE_way: '重新拍摄', NAME_MISMATCH_way: '换证重拍', MOBILE_TAKEN_way: '换一个手机号码', FACE_MISMATCH_way: '重新检测',
  },
  expired: '本次采集已超时，请重新开始。',
  inbox: {
    title: '短信', none: '还没有短信。登录或采集时获取的验证码会显示在这里。', sender: '电子税务局', copy: '复制 {code}', copied: '已复制 {code}，30 秒后清除', copiedStays: '已复制 {code}，用完请复制别的内容盖掉', notCopied: '没有复制成功，请手工输入 {code}', fill: '填入 {code}', numbers: '本机号码 {numbers}',
    arrived: '新短信',
  },
  mine: {
    title: '我的', none: '尚未采集实名信息', name: '姓名', mobile: '实名手机号码', at: '采集时间', how: '采集方式', origins: { collected: '办税App采集', attested: '机构核验登记' },
    history: '历史记录', noHistory: '没有历史记录', until: '{from} 至 {to}', again: '重新采集',
  },
} as const;

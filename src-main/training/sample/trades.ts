/** What sample enterprises do: words of a name, with the industry they belong to (GB/T 4754 sections). */
export interface Trade {
  word: string;
  industry: string;
}

const byIndustry: Readonly<Record<string, string>> = {
  批发和零售业:
    '商贸 贸易 经贸 国际贸易 供应链管理 百货 五金机电 建材销售 医疗器械销售 汽车配件 办公用品 食品销售 农产品销售 茶叶 服饰 家居用品 日用品 电子商务 进出口贸易 化工产品销售 钢材销售',
  制造业:
    '机械制造 机电设备 精密铸造 食品加工 包装制品 塑料制品 印刷 家具制造 电气设备 仪器仪表 金属制品 橡胶制品 服装制造 耐火材料 磁性材料 矿山设备 泵业 阀门制造 饲料',
  建筑业: '建筑工程 装饰工程 市政工程 园林绿化工程 防水工程 消防工程 钢结构工程 机电安装工程 土石方工程 劳务',
  交通运输业: '物流 货运 运输 国际货运代理 船务 仓储服务 快递 汽车租赁 冷链物流',
  软件和信息技术服务业: '科技 信息技术 软件 网络科技 智能科技 数据服务 电子科技 自动化技术 通信工程 物联网科技',
  租赁和商务服务业:
    '企业管理咨询 商务咨询 人力资源服务 广告 广告传媒 文化传播 会展服务 知识产权代理 物业服务 安保服务 设备租赁 旅行社',
  住宿和餐饮业: '餐饮管理 酒店管理 餐饮服务 食品配送 咖啡',
  居民服务业: '家政服务 美容美发 汽车维修 洗涤服务 摄影服务 养老服务',
  农林牧渔业: '农业科技 生态农业 水产养殖 畜牧养殖 果蔬种植 苗木',
  房地产业: '房地产经纪 房屋租赁 置业',
  教育和文化: '教育咨询 文化艺术 体育文化 图书 培训服务',
  科学研究和技术服务业: '检测技术 工程设计 工程咨询 测绘 环保科技 节能技术 新材料科技 生物科技 医药科技',
  卫生业: '口腔门诊 中医诊所 健康管理',
};

/** Trades of companies. */
export const companyTrades: readonly Trade[] = Object.entries(byIndustry).flatMap(([industry, words]) =>
  words.split(' ').map((word) => ({ word, industry })),
);

const shopsByIndustry: Readonly<Record<string, string>> = {
  批发和零售业:
    '便利店 超市 食杂店 文具店 五金商店 服装店 花店 烟酒商行 建材经营部 粮油店 水果店 手机店 药房 眼镜店 母婴用品店',
  住宿和餐饮业: '饺子馆 烧烤店 面馆 小吃店 火锅店 快餐店 麻辣烫店 冷面馆 宾馆',
  居民服务业: '理发店 洗车行 干洗店 汽车修理部 家电维修部 摄影工作室 宠物店',
};

/** Trades of individual businesses; the word is the whole second half of the name. */
export const shopTrades: readonly Trade[] = Object.entries(shopsByIndustry).flatMap(([industry, words]) =>
  words.split(' ').map((word) => ({ word, industry })),
);

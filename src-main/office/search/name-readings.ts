/**
 * Characters with more than one reading that is common in names of firms, places or people, the likelier one first.
 * Written `重chong/zhong`. Readings that nobody types for a name (大 as dai, 家 as gu) are left out on purpose: each
 * alternative doubles what is stored of a name. ü is typed v, and by some u.
 */
const readings = `
重chong/zhong 长chang/zhang 行hang/xing 乐le/yue 朝chao/zhao 单shan/dan 曾zeng/ceng 解xie/jie 仇qiu/chou 盖gai/ge 区qu/ou 查cha/zha 朴pu/piao
尉wei/yu 覃qin/tan 翟zhai/di 缪miao/mou 折zhe/she 都du/dou 调tiao/diao 传chuan/zhuan 藏zang/cang 参shen/can 厦xia/sha 车che/ju 会hui/kuai
降jiang/xiang 角jiao/jue 铅qian/yan 柏bai/bo 薄bo/bao 宿su/xiu 绿lv/lu 女nv/nu 吕lv/lu 旅lv/lu 律lv/lu 铝lv/lu 率lv/shuai/lu 滤lv/lu 侣lv/lu 缕lv/lu
屡lv/lu 虑lv/lu 闾lv/lu 六liu/lu 蔚wei/yu 堡bao/pu/bu 晟sheng/cheng 茜qian/xi 莘shen/xin 娜na/nuo 弹dan/tan 佛fo/fu 杉shan/sha 校xiao/jiao 咖ka/ga
种zhong/chong 艾ai/yi 屏ping/bing 泊bo/po 畜xu/chu 钥yao/yue 熟shu/shou 血xue/xie 隗wei/kui 谌chen/shen 郇xun/huan 祭ji/zhai 秘mi/bi 牟mou/mu
拓tuo/ta 露lu/lou 模mo/mu 什shi/shen 稽ji/qi 轧zha/ya 镐gao/hao 涡wo/guo 洞dong/tong 蚌bang/beng 番fan/pan 筠yun/jun 澄cheng/deng 繁fan/po 卜bu/bo
谷gu/yu 壳ke/qiao 削xue/xiao 剥bo/bao 俞yu/shu 纶lun/guan 炅jiong/gui 粘zhan/nian 靓jing/liang 臭chou/xiu 镡tan/chan/xin 宓mi/fu 便bian/pian
扁bian/pian 刨bao/pao 炮pao/bao 辟pi/bi 圈quan/juan 券quan/xuan 隽juan/jun 颉jie/xie 峒dong/tong 侗dong/tong 逄pang/feng 褚chu/zhu 噶ga/ge
莞guan/wan 埔pu/bu 浚jun/xun 犍jian/qian 枞cong/zong 歙xi/she 珲hui/hun 泌mi/bi 荥ying/xing 澹dan/tan 俟si/qi 哪na/ne 阿a/e
员yuan/yun 乜nie/mie 洗xi/xian 句ju/gou 瞿qu/ju 仡ge/yi 称cheng/chen 圩xu/wei
召zhao/shao 卷juan/quan 扎zha/za 蕃fan/bo 咽yan/ye 夹jia/ga 嚼jiao/jue
`;

/** Typed readings of a character, likelier first; a character with one common reading is absent. */
export const nameReadings: ReadonlyMap<string, readonly string[]> = new Map(
  readings
    .trim()
    .split(/\s+/u)
    .map((entry): [string, string[]] => [entry.charAt(0), entry.slice(1).split('/')]),
);

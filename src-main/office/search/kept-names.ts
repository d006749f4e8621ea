/**
 * Places, families and words whose reading no character of theirs has alone, or that a dictionary of words gets wrong: data. A name that holds one is
 * found by this reading as well. Written `乐亭lao-ting`; two readings by `/`. Tones are not typed. ü is v.
 */
const kept = `
乐亭lao-ting 乐陵lao-ling 乐清yue-qing 乐东le-dong 大城dai-cheng 藁城gao-cheng 蠡县li-xian 鄚州mao-zhou 井陉jing-xing 蔚县yu-xian 涿州zhuo-zhou 行唐xing-tang 柏乡bai-xiang
任丘ren-qiu 大名da-ming 长子zhang-zi 洪洞hong-tong 隰县xi-xian 繁峙fan-shi 解州xie-zhou/hai-zhou 临汾lin-fen 忻州xin-zhou 岢岚ke-lan 盂县yu-xian 绛县jiang-xian 祁县qi-xian
磴口deng-kou 巴彦淖尔ba-yan-nao-er 扎兰屯zha-lan-tun 扎赉特zha-lai-te 扎鲁特za-lu-te/zha-lu-te 库伦ku-lun 岫岩xiu-yan 鲅鱼圈ba-yu-quan 珲春hun-chun 桦甸hua-dian 洮南tao-nan 扶余fu-yu
阿城a-cheng 穆棱mu-ling 绥芬河sui-fen-he 讷河ne-he 虹口hong-kou 莘庄xin-zhuang 盱眙xu-yi 邳州pi-zhou 睢宁sui-ning 甪直lu-zhi 浒墅xu-shu 栟茶ben-cha 邗江han-jiang 溧阳li-yang
句容ju-rong 如皋ru-gao 六合lu-he 氾水fan-shui 台州tai-zhou 嵊州sheng-zhou 鄞州yin-zhou 缙云jin-yun 衢州qu-zhou 诸暨zhu-ji 剡溪shan-xi 丽水li-shui 亳州bo-zhou 濉溪sui-xi
砀山dang-shan 歙县she-xian 黟县yi-xian 枞阳zong-yang 蚌埠beng-bu 六安lu-an 涡阳guo-yang 谯城qiao-cheng 厦门xia-men 柘荣zhe-rong 长汀chang-ting 将乐jiang-le 婺源wu-yuan 铅山yan-shan
弋阳yi-yang 鄱阳po-yang 茌平chi-ping 鄄城juan-cheng 临朐lin-qu 郯城tan-cheng 莒县ju-xian 牟平mu-ping 单县shan-xian 东阿dong-e 莘县shen-xian 芝罘zhi-fu 曲阜qu-fu 无棣wu-di
武陟wu-zhi 郏县jia-xian 浚县xun-xian 柘城zhe-cheng 渑池mian-chi 濮阳pu-yang 荥阳xing-yang 中牟zhong-mu 尉氏wei-shi 泌阳bi-yang 嵖岈cha-ya 汜水si-shui 黄陂huang-pi 蕲春qi-chun
猇亭xiao-ting 郧阳yun-yang 秭归zi-gui 沔阳mian-yang 蒲圻pu-qi 十堰shi-yan 监利jian-li 耒阳lei-yang 郴州chen-zhou 汨罗mi-luo 溆浦xu-pu 醴陵li-ling 大埔da-bu 番禺pan-yu
东莞dong-guan 黄埔huang-pu 儋州dan-zhou 岑溪cen-xi 邕宁yong-ning 百色bai-se/bo-se 綦江qi-jiang 涪陵fu-ling 北碚bei-bei 酉阳you-yang 郫都pi-du 郫县pi-xian 犍为qian-wei 珙县gong-xian
筠连jun-lian 阆中lang-zhong 邛崃qiong-lai 什邡shi-fang 荥经ying-jing 若尔盖ruo-er-gai 会理hui-li 册亨ce-heng 勐海meng-hai 勐腊meng-la 会泽hui-ze 嵩明song-ming 牟定mou-ding 柞水zha-shui
吴堡wu-bu 宕昌tan-chang 会宁hui-ning 尖扎jian-zha 称多chen-duo 若羌ruo-qiang 婼羌ruo-qiang 尉犁yu-li 且末qie-mo 莎车sha-che/suo-che 伽师jia-shi 巴音郭楞ba-yin-guo-leng 吐鲁番tu-lu-fan
噶尔ga-er 尖沙咀jian-sha-zui/jian-sha-ju 氹仔dang-zai 深水埗shen-shui-bu 大栅栏da-shi-lan/da-zha-lan 会稽kuai-ji 冯翊ping-yi 镐京hao-jing
万俟mo-qi 尉迟yu-chi 澹台tan-tai 单于chan-yu/shan-yu 长孙zhang-sun 乐正yue-zheng 子车zi-ju 令狐ling-hu 鲜于xian-yu 宰父zai-fu 亓官qi-guan 颛孙zhuan-sun 仉督zhang-du 拓跋tuo-ba
夹谷jia-gu 哥舒ge-shu 褚师chu-shi 皇甫huang-fu 哪吒ne-zha 龟兹qiu-ci 月氏yue-zhi/rou-zhi 吐蕃tu-bo/tu-fan 吐谷浑tu-yu-hun 大宛da-yuan 身毒juan-du 高句丽gao-gou-li 冒顿mo-du 可汗ke-han
般若bo-re 南无na-mo 阿房e-pang 阿弥陀e-mi-tuo/a-mi-tuo 大夫dai-fu/da-fu 大黄dai-huang/da-huang 伽蓝qie-lan 伽马ga-ma 瑜伽yu-jia 莎草suo-cao 会计kuai-ji 给水ji-shui 供给gong-ji
结实jie-shi 自给zi-ji 龟裂jun-lie 心宽体胖xin-kuan-ti-pan 茄克jia-ke 雪茄xue-jia 番茄fan-qie 血拼xue-pin 呱呱gua-gua 叨叨dao-dao 呷哺xia-bu 嘎嘎ga-ga 粳米jing-mi/geng-mi 荸荠bi-qi
`;

/** Readings of one kept name: a syllable for each of its characters. */
export interface KeptName {
  characters: readonly string[];
  readings: readonly (readonly string[])[];
}

export const keptNames: readonly KeptName[] = kept
  .trim()
  .split(/\s+/u)
  .map((entry) => {
    const [, name = '', typed = ''] = /^(\P{ASCII}+)(.+)$/u.exec(entry) ?? [];
    return { characters: [...name], readings: typed.split('/').map((reading) => reading.split('-')) };
  });

const byFirst = new Map<string, KeptName[]>();
for (const name of keptNames) {
  const first = name.characters[0] ?? '';
  byFirst.set(first, [...(byFirst.get(first) ?? []), name]);
}

/** The longest kept name that begins at a place among characters; undefined: none does. */
export const keptNameAt = (characters: readonly string[], at: number): KeptName | undefined =>
  byFirst
    .get(characters[at] ?? '')
    ?.filter((name) => name.characters.every((one, i) => characters[at + i] === one))
    .toSorted((one, other) => other.characters.length - one.characters.length)[0];

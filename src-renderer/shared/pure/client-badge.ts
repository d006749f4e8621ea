const provinces = /^(?:中国|辽宁省?|吉林省?|黑龙江省?)/;
const cities =
  /^(?:沈阳|大连|鞍山|抚顺|本溪|丹东|锦州|营口|阜新|辽阳|盘锦|铁岭|朝阳|葫芦岛|沈抚|长春|哈尔滨|北京|天津|上海)(?:市|新区)?/;
const districts = /^[\u4e00-\u9fff]{1,3}?[区县](?=[\u4e00-\u9fff]{3})/;
const legalForm =
  /(?:股份有限公司|有限责任公司|集团有限公司|有限公司|总公司|(?<!分)公司|合伙企业|个人独资企业|个体工商户)+$/;
const bracketedForm = /[（(](?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个体)[）)]$/;

/** Name without its legal form, for tabs and buttons: 沈阳华盛商贸有限公司 → 沈阳华盛商贸. Never empty. */
export function shortClientName(name: string): string {
  const plain = name.trim();
  const short = plain.replace(bracketedForm, '').replace(legalForm, '').trim();
  return short.length >= 2 ? short : plain;
}

/** Short name without province, city and district: 沈阳华盛商贸有限公司 → 华盛商贸. Use it only if the whole name is nearby. */
export function coreClientName(name: string): string {
  let core = shortClientName(name);
  for (const prefix of [provinces, cities, districts]) {
    const rest = core.replace(prefix, '');
    if (rest.length >= 2) core = rest;
  }
  return core;
}

/** Possible characters of a badge, best first: those that make the name distinct, then the rest, then letters and digits. */
function candidates(name: string): string[] {
  const short = shortClientName(name).replace(/[（(][^（()）]*[）)]/g, '');
  const core = coreClientName(short);
  const written = [...core, ...short, ...name]
    .filter((c) => /[\p{Script=Han}\p{L}\p{N}]/u.test(c))
    .map((c) => c.toLocaleUpperCase('en'));
  return [...new Set([...written, ...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'])];
}

/** The badge of a client alone (a list row, a dialog without tabs). */
export const loneBadge = (name: string): string => candidates(name)[0] ?? '户';

/**
 * One character per open client, all different while there are enough characters, and never two equal ones with the
 * same colour or next to each other. A client keeps its badge: users remember it, so it does not change when another
 * tab is opened.
 * @param tabs in the order of the tab strip
 * @param held badges given before, by client id
 */
export function assignBadges(
  tabs: readonly { clientId: string; name: string; colour: number }[],
  held: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const given = new Map<string, string>();
  const used = new Set<string>();
  for (const tab of tabs) {
    const badge = held.get(tab.clientId);
    if (badge !== undefined && !used.has(badge)) {
      given.set(tab.clientId, badge);
      used.add(badge);
    }
  }
  for (const [at, tab] of tabs.entries()) {
    if (given.has(tab.clientId)) continue;
    const choices = candidates(tab.name);
    const near = tabs
      .filter((other, i) => other.clientId !== tab.clientId && (other.colour === tab.colour || Math.abs(i - at) <= 2))
      .map((other) => given.get(other.clientId));
    const badge = choices.find((c) => !used.has(c)) ?? choices.find((c) => !near.includes(c)) ?? choices[0] ?? '户';
    given.set(tab.clientId, badge);
    used.add(badge);
  }
  return new Map(tabs.map((tab) => [tab.clientId, given.get(tab.clientId) ?? '户']));
}

/** Pages of the client in front, with the words that find them beside their title. */
export const clientPlaces = {
  'client.home': 'sy shouye home',
  'client.catalogue': 'bs ybbs fw fuwu',
  'client.vat': 'zzs zengzhishui vat sb shenbao',
  'client.filings': 'sb shenbao filings',
  'client.payments': 'jk jiaokuan payments',
  'client.certificate': 'wszm wanshui certificate',
} as const;
export const clientTitles = {
  'client.home': 'client.nav.home',
  'client.catalogue': 'client.nav.catalogue',
  'client.vat': 'client.nav.vat',
  'client.filings': 'client.nav.filings',
  'client.payments': 'client.nav.payments',
  'client.certificate': 'client.nav.certificate',
} as const;
/** Sections of the settings. */
export const settingsPlaces = {
  vault: 'bxk baoxianku vault',
  secrets: 'mmqx mimaquanxian zh mm zhanghao secrets',
  backup: 'bf beifen backup',
  fields: 'zdylm zidingyilanmu zd ziduan fields',
  look: 'wg waiguan look',
  security: 'aq anquan security',
  about: 'gy guanyu about',
} as const;
/** Pages of the office that no entry of the rail leads to; for admins. */
export const officePlaces = {
  'client-new': { title: 'clients.add', words: 'xz xzkh xinzeng new' },
  import: { title: 'clients.import', words: 'dr pldr daoru import' },
  seeAs: { title: 'clients.seeAs', words: 'trsf taren see' },
} as const;

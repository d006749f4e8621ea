import { createI18n } from 'vue-i18n';
import { zhCN } from './zh-CN/index.ts';

type Messages = typeof zhCN;

/** Dotted paths of every message, `shared.retry`. */
type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type At<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : never;
type Named<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;

/** Key of a message; a key that does not exist is a type error. */
export type MessageKey = Leaves<Messages>;
/** What a message's `{places}` are filled with; none: no argument. */
type Places<K extends MessageKey> = [Named<At<Messages, K>>] extends [never]
  ? []
  : [Record<Named<At<Messages, K>>, string | number>];

/** The one i18n of the program; Chinese is all there is for now, so nothing is loaded late. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  missingWarn: false,
  fallbackWarn: false,
  messages: { 'zh-CN': zhCN as unknown as Record<string, never> },
});

/** The text of a key, in templates and in code alike. */
export function t<K extends MessageKey>(key: K, ...places: Places<K>): string {
  // The library's own types of `t` are too deep to instantiate; ours above are the ones that count.
  const composer = i18n.global as unknown as { t(key: string, named?: object): string };
  return places[0] ? composer.t(key, places[0]) : composer.t(key);
}

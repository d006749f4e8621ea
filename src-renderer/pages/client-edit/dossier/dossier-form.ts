import { computed, inject, nextTick, provide, reactive, ref, shallowReactive, type InjectionKey, type Ref } from 'vue';
import { dossierSchema, type Dossier } from '@contract/client-dossier.ts';
import type { FieldProblem } from '@contract/errors.ts';
import { ownValueProblem, type OwnField } from '@contract/own-fields.ts';
import { dossierOf } from '../edit-merge.ts';

/** What the fields of a dossier's form share: their problems by path (`persons.0.idNumber`), and whether they can be used. */
export interface DossierForm {
  disabled(): boolean;
  of(path: string): string | null;
  leave(path: string): void;
  /** Text that is no value stays in its own field; the form cannot be sent while there is any. */
  unreadable(path: string, is: boolean): void;
}
const key: InjectionKey<DossierForm> = Symbol('dossier form');

export function useDossierForm(): DossierForm {
  const form = inject(key);
  if (!form) throw new Error('a field of a dossier stands in its form');
  return form;
}

const valueAt = (dossier: Dossier, path: string): string =>
  JSON.stringify(
    path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], dossier),
  ) ?? '';

/** The form itself: checks a draft by the contract. @param root where the first wrong field is looked for */
export function provideDossierForm(
  draft: () => Dossier,
  fields: () => readonly OwnField[],
  options: { disabled: () => boolean; root: Readonly<Ref<HTMLElement | null>> },
) {
  const left = reactive(new Set<string>());
  const unread = reactive(new Set<string>());
  const asked = ref(false);
  const fromEngine = shallowReactive(new Map<string, { message: string; about: string }>());
  const found = computed(() => {
    const problems = new Map<string, string>();
    for (const { path, message } of dossierSchema.safeParse(dossierOf(draft())).error?.issues ?? [])
      if (!problems.has(path.join('.'))) problems.set(path.join('.'), message);
    for (const [index, { id, value }] of draft().own.entries()) {
      const field = fields().find((one) => one.id === id && !one.retired);
      const message = field ? ownValueProblem(field, value) : null;
      if (message !== null) problems.set(`own.${index}.value`, message);
    }
    return problems;
  });
  const form: DossierForm = {
    disabled: options.disabled,
    of: (path) => {
      const engine = fromEngine.get(path);
      if (engine && engine.about === valueAt(draft(), path)) return engine.message;
      return asked.value || left.has(path) ? (found.value.get(path) ?? null) : null;
    },
    leave: (path) => left.add(path),
    unreadable: (path, is) => (is ? unread.add(path) : unread.delete(path)),
  };
  provide(key, form);
  async function focusFirst(): Promise<void> {
    await nextTick();
    options.root.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
  return {
    ...form,
    /** Shows every problem and moves to the first. @returns whether there is none */
    check(): boolean {
      asked.value = true;
      if (found.value.size === 0 && unread.size === 0) return true;
      void focusFirst();
      return false;
    },
    /** Takes the engine's problems. @returns those of fields that a dossier does not have */
    setProblems(problems: readonly FieldProblem[]): FieldProblem[] {
      const known = new Set(Object.keys(draft()));
      const strange = problems.filter(({ field }) => !known.has(field.split('.')[0] ?? ''));
      for (const { field, message } of problems)
        if (!strange.some((one) => one.field === field))
          fromEngine.set(field, { message, about: valueAt(draft(), field) });
      if (strange.length < problems.length) void focusFirst();
      return strange;
    },
    forget(): void {
      asked.value = false;
      left.clear();
      unread.clear();
      fromEngine.clear();
    },
  };
}

/** The id of a new row; also where the page is served without a secure context. */
export const newRowId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

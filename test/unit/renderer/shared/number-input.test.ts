// @vitest-environment jsdom
import ElementPlus from 'element-plus';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp, defineComponent, h, nextTick, ref, type App } from 'vue';
import NumberInput from '../../../../src-renderer/shared/kit/NumberInput.vue';
import SecretInput from '../../../../src-renderer/shared/kit/SecretInput.vue';
import { rove } from '../../../../src-renderer/shared/keyboard/rove.ts';

let app: App | null = null;
afterEach(() => {
  app?.unmount();
  document.body.replaceChildren();
});

function field(start = '', props: Record<string, unknown> = {}) {
  const model = ref(start);
  const root = document.body.appendChild(document.createElement('div'));
  app = createApp(
    defineComponent(
      () => () =>
        h(NumberInput, {
          ...props,
          modelValue: model.value,
          'onUpdate:modelValue': (next: string) => {
            model.value = next;
          },
        }),
    ),
  ).use(ElementPlus);
  app.mount(root);
  const input = root.querySelector('input')!;
  const paste = async (text: string) => {
    const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), {
      clipboardData: { getData: () => text },
    });
    input.dispatchEvent(event);
    await nextTick();
    return event.defaultPrevented;
  };
  return { model, input, paste };
}

describe('a number by which somebody is known', () => {
  it.each([
    ['9121 0102 ma0t est1 aa', '91210102MA0TEST1AA'],
    ['９１２１０１０２ＭＡ０ＴＥＳＴ１ＡＡ', '91210102MA0TEST1AA'],
    ['9121-0102–MA0T—EST1AA', '91210102MA0TEST1AA'],
    ["'91210102MA0TEST1AA\u200b\n", '91210102MA0TEST1AA'],
    [`${' '.repeat(40)}91210102MA0TEST1AA`, '91210102MA0TEST1AA'],
  ])('A1: %j is put right as it is pasted', async (text, clean) => {
    const { model, input, paste } = field();
    expect(await paste(text)).toBe(true);
    expect([model.value, input.value]).toEqual([clean, clean]);
  });

  it('A1: what is pasted takes the place of what is selected, and the rest stays', async () => {
    const { model, input, paste } = field('12XX56');
    input.setSelectionRange(2, 4);
    await paste(' 3-4 ');
    expect([model.value, input.selectionStart]).toEqual(['123456', 4]);
  });

  it('A1: what is typed is put right when the field is left; a field that a call holds takes nothing', async () => {
    const { model, input } = field('138 0000-1111');
    // The library listens from the next tick on.
    await nextTick();
    input.focus();
    input.blur();
    await nextTick();
    expect(model.value).toBe('13800001111');
    app?.unmount();
    const held = field('1', { busy: true });
    expect(await held.paste('2')).toBe(false);
    expect(held.model.value).toBe('1');
  });
});

describe('caps lock', () => {
  it('A1: is told from the first press in a password field on, by key or mouse, beside a problem too', async () => {
    const root = document.body.appendChild(document.createElement('div'));
    const problem = ref<string | null>(null);
    app = createApp(
      defineComponent(() => () => h(SecretInput, { modelValue: '', label: '密码', problem: problem.value })),
    ).use(ElementPlus);
    app.mount(root);
    const input = root.querySelector('input')!;
    const note = () => root.querySelector('.note')!.textContent?.trim();
    input.dispatchEvent(new KeyboardEvent('keyup', { key: 'Tab', modifierCapsLock: true, bubbles: true }));
    await nextTick();
    expect(note()).toBe('大写锁定已打开');
    input.dispatchEvent(new FocusEvent('blur'));
    await nextTick();
    expect(note()).toBe('');
    input.dispatchEvent(new MouseEvent('mousedown', { modifierCapsLock: true, bubbles: true }));
    problem.value = '密码不正确';
    await nextTick();
    expect(note()).toContain('密码不正确');
    expect(note()).toContain('大写锁定已打开');
    expect(root.querySelector('.caps')).not.toBeNull();
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', modifierCapsLock: false, bubbles: true }));
    await nextTick();
    expect(root.querySelector('.caps')).toBeNull();
  });
});

describe('tabs by arrow key', () => {
  it('A1: the arrows go round, Home and End to the ends, over what is disabled; an input method keeps its keys', () => {
    document.body.innerHTML =
      '<div id="g"><button role="tab">1</button><button role="tab">2</button><button role="tab" disabled>3</button></div>';
    const group = document.getElementById('g')!;
    group.querySelector('button')!.focus();
    const press = (key: string, more: KeyboardEventInit = {}) =>
      rove(new KeyboardEvent('keydown', { key, ...more }), group, '[role=tab]')?.textContent ?? null;
    expect(['ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End'].map((key) => press(key))).toEqual([
      '2',
      '1',
      '2',
      '1',
      '2',
    ]);
    expect([press('ArrowRight', { isComposing: true }), press('ArrowRight', { ctrlKey: true }), press('a')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

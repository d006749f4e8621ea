// @vitest-environment jsdom
import ElementPlus from 'element-plus';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp, defineComponent, h, nextTick, ref, type App, type Component } from 'vue';
import CodeInput from '../../../../src-renderer/shared/kit/CodeInput.vue';
import MoneyInput from '../../../../src-renderer/shared/kit/MoneyInput.vue';
import SecretInput from '../../../../src-renderer/shared/kit/SecretInput.vue';
import TaxpayerIdText from '../../../../src-renderer/shared/kit/TaxpayerIdText.vue';

let app: App | null = null;
afterEach(() => {
  app?.unmount();
  document.body.replaceChildren();
});

/** Mounts a field with a model of its own and listens to the events named. */
function mount<T>(component: Component, value: T, props: Record<string, unknown> = {}) {
  const model = ref(value);
  const heard: [string, unknown][] = [];
  const events = ['enter', 'complete', 'invalid', 'commit'];
  const host = defineComponent(
    () => () =>
      h(component, {
        ...props,
        modelValue: model.value,
        'onUpdate:modelValue': (next: T) => {
          model.value = next as never;
        },
        ...Object.fromEntries(
          events.map((name) => [
            `on${name[0]?.toUpperCase()}${name.slice(1)}`,
            (payload: unknown) => {
              heard.push([name, payload]);
            },
          ]),
        ),
      }),
  );
  const root = document.body.appendChild(document.createElement('div'));
  app = createApp(host).use(ElementPlus);
  app.mount(root);
  const input = root.querySelector('input');
  if (!input) throw new Error('no field');
  return { model, heard, root, input };
}
async function type(input: HTMLInputElement, text: string) {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await nextTick();
}

describe('money field', () => {
  it('takes what people paste as whole cents and shows it written out once it is left', async () => {
    const { model, input } = mount<number | null>(MoneyInput, null, { label: '销售额' });
    input.dispatchEvent(new FocusEvent('focus'));
    await type(input, '￥1,234.5');
    expect(model.value).toBe(123450);
    input.dispatchEvent(new FocusEvent('blur'));
    await nextTick();
    expect(input.value).toBe('1,234.50');
  });

  it('keeps what it cannot read, says why, and leaves the last amount alone', async () => {
    const { model, input, root, heard } = mount<number | null>(MoneyInput, 500, { label: '销售额' });
    input.dispatchEvent(new FocusEvent('focus'));
    await type(input, '12.345');
    input.dispatchEvent(new FocusEvent('blur'));
    await nextTick();
    expect([input.value, model.value, root.querySelector('[role=alert]')?.textContent]).toEqual([
      '12.345',
      500,
      '金额最多两位小数',
    ]);
    expect(heard).toContainEqual(['invalid', true]);
  });

  it('a computed line is locked', () => {
    const { input } = mount<number | null>(MoneyInput, 98765, { label: '应纳税额', locked: true });
    expect([input.readOnly, input.tabIndex, input.value]).toEqual([true, -1, '987.65']);
  });
});

describe('code field', () => {
  it('takes a pasted code, full-width and spaced, and says once that it is whole', async () => {
    const { model, heard, input } = mount(CodeInput, '');
    await type(input, ' １２３ ４５６7 ');
    expect(model.value).toBe('123456');
    await type(input, '123456');
    expect(heard).toEqual([['complete', '123456']]);
  });
});

describe('secret field', () => {
  const press = (more: KeyboardEventInit) =>
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more });

  it('gives Enter only when no input method composes', () => {
    const { heard, input } = mount(SecretInput, 'x', { label: '协议密码' });
    input.dispatchEvent(press({ isComposing: true }));
    input.dispatchEvent(press({ keyCode: 229 }));
    expect(heard).toEqual([]);
    input.dispatchEvent(press({}));
    expect(heard.map(([name]) => name)).toEqual(['enter']);
  });

  it('is never completed by the browser, and shown only while the eye is pressed', async () => {
    const { input, root } = mount(SecretInput, 'x', { label: '协议密码' });
    expect([input.type, input.autocomplete]).toEqual(['password', 'new-password']);
    const eye = root.querySelector('button');
    eye?.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    await nextTick();
    expect(input.type).toBe('text');
    eye?.dispatchEvent(new Event('pointerup', { bubbles: true }));
    await nextTick();
    expect(input.type).toBe('password');
  });
});

it('a taxpayer id is grouped for the eye only: its text has no blanks', () => {
  const root = document.body.appendChild(document.createElement('div'));
  app = createApp(TaxpayerIdText, { value: '91210102MA0XXXXX4K' });
  app.mount(root);
  expect(root.querySelector('.digits')?.textContent).toBe('91210102MA0XXXXX4K');
  expect(root.querySelectorAll('.group')).toHaveLength(5);
  // It breaks its check, and says so beside the number (K3).
  expect(root.querySelector('.off')?.textContent).toBe('不合校验规则');
});

it('K3: a taxpayer id that keeps its check has no mark', () => {
  const root = document.body.appendChild(document.createElement('div'));
  app = createApp(TaxpayerIdText, { value: '91210192MAYJF6HQ56' });
  app.mount(root);
  expect(root.textContent).toBe('91210192MAYJF6HQ56');
});

import { effectScope, nextTick, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { askWhenShown } from '../../../../src-renderer/shared/page/shown.ts';
import { provideSurroundings, type Surroundings } from '../../../../src-renderer/shared/page/surroundings.ts';

describe('what a page shows', () => {
  it('J3: is asked for again when a new day begins, by a hidden page only when it is shown again, and once', async () => {
    const [today, shown] = [ref('2026-11-30'), ref(true)];
    provideSurroundings({ today: () => today.value } as Surroundings);
    let asked = 0;
    const scope = effectScope();
    const ask = scope.run(() => askWhenShown(() => (asked += 1), shown))!;
    ask();
    expect(asked).toBe(1);
    today.value = '2026-12-01';
    await nextTick();
    expect(asked).toBe(2);

    shown.value = false;
    await nextTick();
    today.value = '2026-12-02';
    await nextTick();
    today.value = '2026-12-03';
    await nextTick();
    expect(asked).toBe(2);
    shown.value = true;
    await nextTick();
    expect(asked).toBe(3);
    scope.stop();
  });
});

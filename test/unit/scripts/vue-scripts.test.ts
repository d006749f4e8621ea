import { expect, it } from 'vitest';
import { scriptOf } from '../../../scripts/parts/vue-scripts.mjs';

it('the scripts of a component stand alone, each line where it stands in the file, so that eslint names the right one', () => {
  const component = [
    '<script lang="ts">',
    'export interface Chosen { id: string }',
    '</script>',
    '',
    '<script setup lang="ts" generic="T">',
    "const chosen: Chosen = { id: '一' };",
    'void chosen;',
    '</script>',
    '<template><p>script</p></template>',
    '',
  ].join('\n');
  const lines = scriptOf(component)?.split('\n') ?? [];
  expect(lines.slice(0, 7)).toEqual([
    '',
    'export interface Chosen { id: string }',
    '',
    '',
    '',
    "const chosen: Chosen = { id: '一' };",
    'void chosen;',
  ]);
  expect(lines.join('\n')).not.toContain('template');
  expect(scriptOf('<template><p /></template>\n')).toBeNull();
});

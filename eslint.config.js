import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { vueScriptsFolder, writeVueScripts } from './scripts/parts/vue-scripts.mjs';

writeVueScripts(import.meta.dirname);

/** Only the shell, the desktop entry and the doorway may know Electron; dependency-cruiser checks the same for the whole graph. */
const noElectron = {
  'no-restricted-imports': [
    'error',
    {
      paths: [
        {
          name: 'electron',
          message: 'Only src-main/hosts/shell, src-main/electron.ts and src-preload/index.ts import electron.',
        },
      ],
      patterns: [
        {
          group: ['electron/*'],
          message: 'Only src-main/hosts/shell, src-main/electron.ts and src-preload/index.ts import electron.',
        },
      ],
    },
  ],
};

/** Rules of strict-type-checked that cost more than they find in this code. */
const relaxed = {
  // Ports and handlers are async by contract, whether or not today's implementation waits.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/await-thenable': 'off',
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  '@typescript-eslint/no-unnecessary-type-conversion': 'off',
  '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-misused-promises': [
    'error',
    { checksVoidReturn: { arguments: false, attributes: false, properties: false } },
  ],
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/no-dynamic-delete': 'off',
  '@typescript-eslint/dot-notation': 'off',
  '@typescript-eslint/no-invalid-void-type': 'off',
  '@typescript-eslint/unified-signatures': 'off',
  // Code points are what a spread of a string is used for here.
  '@typescript-eslint/no-misused-spread': 'off',
  // Constant enums of packages cannot be imported where each file is compiled alone; their numbers can.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/no-deprecated': 'off',
  // The RPC library and JSON hand out `any` at their edges; what crosses them is parsed by zod.
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
  // A count from SQL is typed as the query builder guesses, not as SQLite answers.
  '@typescript-eslint/no-unnecessary-type-conversion': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  // Overflows the stack on the types of the RPC library.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
};

const everywhere = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
};

// The second line is what is asked of a query that left its repository half built.
const noSql = [
  ...['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'],
  ...['where', 'orderBy', 'executeTakeFirst', 'executeTakeFirstOrThrow'],
].map((property) => ({ property, message: 'No SQL outside of src-main/store: ask a repository.' }));

export default defineConfig(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      '.cache/*',
      `!${vueScriptsFolder}/`,
      'test-results/',
      'playwright-report/',
      'resources/',
      'docs/',
      '**/*.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  { rules: everywhere },
  // What grows longer has a seam that it is split along, a test too.
  {
    files: ['**/*.{ts,vue,js,mjs,cjs}'],
    rules: { 'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }] },
  },

  // TypeScript, with types.
  {
    files: [
      'src-main/**/*.ts',
      'src-preload/**/*.ts',
      'src-renderer/**/*.ts',
      'test/**/*.ts',
      'build/**/*.ts',
      `${vueScriptsFolder}/**/*.ts`,
      'scripts/**/*.ts',
      '*.config.ts',
    ],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: relaxed,
  },
  {
    files: ['*.config.ts', 'build/**/*.ts', 'scripts/**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'test/tsconfig.json' } },
  },

  // The scripts of components, with types, apart from their templates (scripts/parts/vue-scripts.mjs says why).
  {
    files: [`${vueScriptsFolder}/**/*.ts`],
    rules: {
      // Templates use what looks unused here.
      '@typescript-eslint/no-unused-vars': 'off',
      // What a component exposes, and its own type parameters, vue-tsc alone knows.
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // A value that is read so that what is computed follows it.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },

  // Components as a whole.
  {
    files: ['src-renderer/**/*.vue'],
    extends: [tseslint.configs.strict, vue.configs['flat/recommended']],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, ecmaVersion: 'latest', sourceType: 'module' },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': relaxed['@typescript-eslint/no-unused-vars'],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/require-default-prop': 'off',
      // Layout of templates is the author's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
    },
  },

  // The program itself.
  { files: ['src-*/**/*.{ts,vue}'], rules: { 'no-console': 'error', ...noElectron } },
  {
    files: ['src-main/hosts/shell/**/*.ts', 'src-main/electron.ts', 'src-preload/index.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  // Queries stand in repositories; who holds a database outside of the store only passes it on.
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/store/**'],
    rules: {
      'no-restricted-properties': ['error', ...noSql],
    },
  },
  // A service changes the store by an act; what the acts themselves stand on has transactions of its own, each with its reason beside it.
  {
    files: ['src-main/{bureau,office,desk,api}/**/*.ts'],
    ignores: [
      'src-main/bureau/act/*.ts',
      'src-main/bureau/trail/{trail,seals}.ts',
      'src-main/bureau/throttle/throttle.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        ...noSql,
        { property: 'transaction', message: 'Acts.run, which records, tells and will retry.' },
      ],
    },
  },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/bureau/act/*.ts', 'src-main/api/guard/record-refusal.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name='record']:matches([callee.object.name='trail'], [callee.object.property.name='trail'])",
          message:
            'A record belongs to an act (act.record); a refusal says what it is about (refusedAs, attempting), and the guard records it.',
        },
      ],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,vue}'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text only: markup from data is never rendered.' },
        { property: 'outerHTML', message: 'Text only: markup from data is never rendered.' },
        { property: 'insertAdjacentHTML', message: 'Text only: markup from data is never rendered.' },
      ],
      // A list or an object made anew is a change at every look: such a watch runs at each refresh of the session, and takes from people what they type.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.name=/^watch/][arguments.0.type='ArrowFunctionExpression'][arguments.0.body.type=/^(Array|Object|TSAs)Expression$/]",
          message: 'Watch plain values: watch([() => a, () => b], …).',
        },
        {
          selector:
            'CallExpression[callee.name=/^watch/] > ArrayExpression:first-child > ArrowFunctionExpression[body.type=/^(Array|Object|TSAs)Expression$/]',
          message: 'Watch plain values: watch([() => a, () => b], …).',
        },
      ],
    },
  },

  // Tests.
  {
    files: ['test/**/*.ts'],
    rules: {
      // Assertions come after the look-up that they are about.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      // A test may reject with what a careless library would.
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      'no-empty-pattern': 'off',
      'no-restricted-properties': [
        'error',
        { property: 'only', message: 'The whole suite runs.' },
        { property: 'waitForTimeout', message: 'Wait for what the user would wait for.' },
        { property: 'toBeTruthy', message: 'Say which value is expected.' },
        { property: 'waitForRequest', message: 'The desktop makes none: wait with answered (support/engine.ts).' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/e2e/**/*electron*', 'test/e2e/electron/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name=/^(skip|skipIf|todo|fixme)$/]',
          message: 'Only specs that need Electron may be skipped.',
        },
        // The support of specs has the one place where it is called.
        {
          selector:
            "CallExpression[callee.property.name=/^(evaluate|evaluateHandle|browserWindow)$/] > MemberExpression.callee > :matches(Identifier[name='app'], MemberExpression[property.name='app']).object",
          message: 'Playwright may lose the answer of the main process: use inMain.',
        },
      ],
    },
  },

  // Scripts run on a bare Node, before anything is installed; tsc checks their types.
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.recommended],
    rules: { '@typescript-eslint/no-unused-vars': relaxed['@typescript-eslint/no-unused-vars'] },
  },
  { files: ['scripts/*.mjs', 'scripts/parts/node-version.mjs'], rules: { 'no-var': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);

/** Who may import whom: told with its reasons in docs/architecture.md. @type {import('dependency-cruiser').IConfiguration} */
const engine = '^src-main/(bureau|office|training)/';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'A circle has no order in which it can be understood.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', comment: 'Every import is found.', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared', severity: 'error', comment: 'Every package is in package.json, not there by chance.',
      from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-in-main', severity: 'error', comment: 'The main process is not bundled with its packages: they must be installed with the program.',
      from: { path: '^src-main/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/electron/' },
    },
    { name: 'contract-alone', severity: 'error', comment: 'The contract imports nothing of ours.', from: { path: '^src-preload/contract/' }, to: { path: '^(src-|test/|scripts/|resources/)', pathNot: '^src-preload/contract/' } },
    {
      name: 'contract-packages', severity: 'error', comment: 'The contract imports zod and the RPC contract library only.',
      from: { path: '^src-preload/contract/' }, to: { path: '^node_modules/', pathNot: '^node_modules/(zod|@orpc/contract)/' },
    },
    { name: 'contract-no-node', severity: 'error', comment: 'The contract runs in browsers too.', from: { path: '^src-preload/contract/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'bureau-alone', severity: 'error', comment: 'The bureau knows neither office nor training, nor a host.',
      from: { path: '^src-main/bureau/' }, to: { path: '^src-main/(?!bureau/|store/|keys/)' },
    },
    {
      name: 'office-below-hosts', severity: 'error', comment: 'The office asks the bureau through its services; it knows neither training nor a host.',
      from: { path: '^src-main/office/' }, to: { path: '^src-main/(?!office/|bureau/|store/|keys/)' },
    },
    {
      name: 'training-below-hosts', severity: 'error', comment: 'Training drives the bureau through its services and ports; it knows no host.',
      from: { path: '^src-main/training/' }, to: { path: '^src-main/(?!training/|bureau/|office/|store/|keys/)' },
    },
    { name: 'store-knows-no-rule', severity: 'error', comment: 'The store keeps, it does not decide.', from: { path: '^src-main/store/' }, to: { path: '^src-main/(?!store/|keys/)' } },
    { name: 'keys-know-no-rule', severity: 'error', comment: 'Keys know neither rules nor tables.', from: { path: '^src-main/keys/' }, to: { path: '^src-main/(?!keys/)' } },
    {
      name: 'sql-in-store', severity: 'error', comment: 'No SQL outside of the store.',
      from: { path: '^src-', pathNot: '^src-main/store/' }, to: { path: '^node_modules/(kysely|better-sqlite3|better-sqlite3-multiple-ciphers)/' },
    },
    {
      name: 'electron-at-the-edge', severity: 'error', comment: 'Only the shell, the desktop entry and the doorway know Electron.',
      from: { path: '^src-', pathNot: '^(src-main/shell/|src-main/electron\\.ts$|src-preload/index\\.ts$)' }, to: { path: '^node_modules/electron/' },
    },
    { name: 'shell-not-web', severity: 'error', comment: 'The two hosts do not know each other.', from: { path: '^src-main/shell/' }, to: { path: '^src-main/web/' } },
    { name: 'web-not-shell', severity: 'error', comment: 'The two hosts do not know each other.', from: { path: '^src-main/web/' }, to: { path: '^src-main/(shell/|electron\\.ts)' } },
    { name: 'hosts-know-no-rule', severity: 'error', comment: 'A host asks the router, never a service.', from: { path: '^src-main/(shell|web)/' }, to: { path: engine } },
    { name: 'engine-knows-no-host', severity: 'error', comment: 'The engine runs under any host.', from: { path: engine }, to: { path: '^src-main/(shell|web)/' } },
    {
      name: 'renderer-own', severity: 'error', comment: 'The renderer imports the contract and its own files.',
      from: { path: '^src-renderer/' }, to: { path: '^(src-main/|src-preload/(?!contract/)|test/|scripts/)' },
    },
    { name: 'renderer-no-node', severity: 'error', comment: 'Pages have no Node.', from: { path: '^src-renderer/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'renderer-floors', severity: 'error', comment: 'The floors of the renderer, from below: texts and bridge, shared, stores, pages, app. Nobody imports upwards.',
      from: { path: '^src-renderer/(locales|bridge)/' }, to: { path: '^src-renderer/(shared|stores|pages|app)/' },
    },
    {
      name: 'shared-knows-no-store', severity: 'error', comment: 'Shared parts are told what they need (props, surroundings); only pages and app know stores.',
      from: { path: '^src-renderer/shared/' }, to: { path: '^(src-renderer/(stores|pages|app)/|node_modules/pinia/)' },
    },
    { name: 'stores-below-pages', severity: 'error', comment: 'Stores know no screen.', from: { path: '^src-renderer/stores/' }, to: { path: '^src-renderer/(pages|app)/' } },
    {
      name: 'pages-apart', severity: 'error', comment: 'A page never imports another page: what two share lies in shared/.',
      from: { path: '^src-renderer/pages/([^/]+)/' }, to: { path: '^src-renderer/pages/', pathNot: '^src-renderer/pages/$1/' },
    },
    { name: 'pages-below-app', severity: 'error', comment: 'The frame stands around the pages; a page knows only its own.', from: { path: '^src-renderer/pages/' }, to: { path: '^src-renderer/app/' } },
    { name: 'app-finds-pages', severity: 'error', comment: 'Pages are found by their routes, not by name.', from: { path: '^src-renderer/app/' }, to: { path: '^src-renderer/pages/' } },
    {
      name: 'renderer-folders-in-order', severity: 'error', scope: 'folder', comment: 'No circle between folders of the renderer, types counted: each can be understood after those it stands on.',
      from: { path: '^src-renderer' }, to: { circular: true },
    },
    { name: 'preload-alone', severity: 'error', comment: 'A sandboxed preload has nothing but the contract.', from: { path: '^src-preload/' }, to: { path: '^src-(main|renderer)/' } },
    { name: 'main-not-renderer', severity: 'error', comment: 'The engine knows no screen.', from: { path: '^src-main/' }, to: { path: '^src-renderer/' } },
    { name: 'no-tests-in-program', severity: 'error', comment: 'The program does not depend on its tests.', from: { path: '^src-' }, to: { path: '^(test|scripts)/' } },
  ],
  required: [
    { name: 'stores-are-stores', severity: 'error', comment: 'What is no Pinia store lies with whoever uses it.', module: { path: '^src-renderer/stores/' }, to: { path: '^node_modules/pinia/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\?raw$' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'] },
    // A linked node_modules (a second worktree) resolves to its real place outside of the project otherwise.
    preserveSymlinks: true,
  },
};

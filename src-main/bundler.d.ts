declare module '*.txt?raw' {
  const text: string;
  export default text;
}
/** What the bundler writes into a build. */
interface ImportMetaEnv {
  readonly MODE: 'development' | 'production' | 'test';
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}

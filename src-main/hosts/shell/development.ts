/**
 * Where Vite serves the renderer under `npm run dev -- --electron`. Null in every other build: the bundler knows the mode and takes the rest away, so that
 * no environment can make a program that people use load a page from elsewhere.
 */
export const viteAddress: string | null =
  import.meta.env.MODE === 'development' ? (process.env['DESK_RENDERER'] ?? null) : null;

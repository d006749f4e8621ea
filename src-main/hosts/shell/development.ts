/**
 * Where Vite serves the renderer under `npm run dev -- --electron`. Null in every other build: the bundler knows the
 * mode and removes the rest, so that no environment variable can make a released program load a page from elsewhere.
 */
export const viteAddress: string | null =
  import.meta.env.MODE === 'development' ? (process.env['DESK_RENDERER'] ?? null) : null;

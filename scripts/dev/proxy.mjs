/** What the loopback host answers; all else is the renderer's. */
const paths = ['/rpc', '/api', '/ws', '/live', '/entry'];

/**
 * Vite stands in front of the loopback host and enters as a program with its token, so that a page outlives a restart of the host. A request of another
 * page keeps its own origin, and the host refuses it as ever.
 * @param {number} port of the host
 * @param {() => string} token of the host that runs now
 * @returns {Record<string, import('vite').ProxyOptions>}
 */
export function proxyTo(port, token) {
  const target = `http://127.0.0.1:${port}`;
  /** @param {import('node:http').ClientRequest} outgoing @param {import('node:http').IncomingMessage} incoming */
  const admit = (outgoing, incoming) => {
    if (incoming.headers.origin === `http://${incoming.headers.host}`) outgoing.setHeader('origin', target);
    outgoing.setHeader('authorization', `Bearer ${token()}`);
  };
  return Object.fromEntries(
    paths.map((path) => [
      path,
      {
        target,
        changeOrigin: true,
        ws: path === '/ws',
        configure: (proxy) => {
          proxy.on('proxyReq', admit);
          proxy.on('proxyReqWs', admit);
        },
      },
    ]),
  );
}

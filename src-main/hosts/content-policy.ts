/**
 * What our pages may load and where they may connect, on both hosts: only their own files. `style-src` needs no
 * `unsafe-inline`: Vue and Element Plus set inline styles through the CSSOM, which a policy does not govern.
 * @param connect sources beyond the page's own origin (the loopback host's WebSocket address)
 */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/**
 * Headers of every answer that makes up a page, on both hosts. `origin-agent-cluster` is not among them: on a custom
 * scheme it ends Electron's main process, so the loopback host alone adds it.
 */
export function securityHeaders(connect: readonly string[] = []): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': [
      ...deniedFeatures.map((feature) => `${feature}=()`),
      'clipboard-read=()',
      'clipboard-write=(self)',
      'fullscreen=(self)',
    ].join(', '),
  };
}

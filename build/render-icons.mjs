// Renders the mark into every size and container that the three systems want: `node build/render-icons.mjs [path of a Chromium]`.
// Run by hand when resources/icons/*.svg change; the results are committed, so that no build needs a browser.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const root = join(import.meta.dirname, '..');
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

/** A PNG of an SVG on nothing, square, `size` pixels wide. */
async function render(svg, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(
    `<body style="margin:0"><img src="${source}" width="${size}" height="${size}" style="display:block"></body>`,
  );
  await page.waitForFunction(() => document.images[0].complete);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

/** Windows' container: a directory of 16 bytes an image, then the PNGs. */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    head[entry] = head[entry + 1] = size === 256 ? 0 : size;
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** Apple's container: four letters and a length, then the PNG, for each size. */
function icns(images) {
  const parts = images.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

const mark = await readFile(join(root, 'resources/icons/icon.svg'));
const template = await readFile(join(root, 'resources/icons/tray-template.svg'));
const sizes = new Map();
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) sizes.set(size, await render(mark, size));
await mkdir(join(root, 'build/icons'), { recursive: true });
for (const size of [16, 32, 48, 64, 128, 256, 512])
  await writeFile(join(root, `build/icons/${size}x${size}.png`), sizes.get(size));
await writeFile(
  join(root, 'build/icon.ico'),
  ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: sizes.get(size) }))),
);
await writeFile(
  join(root, 'build/icon.icns'),
  icns(
    [
      ['icp4', 16],
      ['icp5', 32],
      ['icp6', 64],
      ['ic07', 128],
      ['ic08', 256],
      ['ic09', 512],
      ['ic10', 1024],
    ].map(([type, size]) => ({ type, png: sizes.get(size) })),
  ),
);
await writeFile(join(root, 'resources/icons/icon.png'), sizes.get(256));
await writeFile(join(root, 'resources/icons/tray.png'), sizes.get(16));
await writeFile(join(root, 'resources/icons/tray@2x.png'), sizes.get(32));
await writeFile(join(root, 'resources/icons/trayTemplate.png'), await render(template, 16));
await writeFile(join(root, 'resources/icons/trayTemplate@2x.png'), await render(template, 32));
await browser.close();

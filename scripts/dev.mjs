// `npm run dev`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/dev.mjs').then(function (dev) {
      return dev.develop(process.argv.slice(2));
    });
  });
});

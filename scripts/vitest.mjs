// `npm run test:watch`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-vitest.mjs').then(function (vitest) {
      return vitest.runVitest(process.argv.slice(2));
    });
  });
});

// `npm run host`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/open-program.mjs').then(function (program) {
      return program.openHost(process.argv.slice(2));
    });
  });
});

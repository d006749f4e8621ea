// `npm run package`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-package.mjs').then(function (pack) {
      return pack.runPackage(process.argv.slice(2));
    });
  });
});

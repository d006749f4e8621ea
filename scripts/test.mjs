// `npm test`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-suites.mjs').then(function (suites) {
      return suites.runSuites(process.argv.slice(2));
    });
  });
});

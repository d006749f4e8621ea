// `npm run fuzz`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-hard.mjs').then(function (hard) {
      return hard.runFuzz(process.argv.slice(2));
    });
  });
});

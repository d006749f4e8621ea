// `npm run bench`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-bench.mjs').then(function (bench) {
      return bench.runBench(process.argv.slice(2));
    });
  });
});

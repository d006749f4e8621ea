// `npm run model`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-model.mjs').then(function (model) {
      return model.runModel(process.argv.slice(2));
    });
  });
});

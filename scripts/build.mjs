// `npm run build`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/prepare.mjs').then(function (prepare) {
      return prepare.prepare({ rebuild: true }).then(function () {
        return 0;
      });
    });
  });
});

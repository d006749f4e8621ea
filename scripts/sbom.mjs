// `npm run sbom`. Old syntax only, see start.mjs.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/run-sbom.mjs').then(function (sbom) {
      return sbom.runSbom(process.argv.slice(2));
    });
  });
});

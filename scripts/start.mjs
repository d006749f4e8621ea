// `npm start`. Old syntax only in this file and in node-version.mjs, so that an old Node can still say that it is old.
import { refuseOldNode } from './parts/node-version.mjs';

refuseOldNode();
import('./parts/main.mjs').then(function (main) {
  return main.runMain(function () {
    return import('./parts/open-program.mjs').then(function (program) {
      return program.openProgram(process.argv.slice(2));
    });
  });
});

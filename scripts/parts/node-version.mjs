/** Says in one sentence that this Node is too old to install and build the program, and ends. Old syntax only. */
export function refuseOldNode() {
  var parts = process.versions.node.split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write('Node.js ' + process.versions.node + ' 版本太旧，请安装 Node.js 20.19 或更高版本后再试。\n');
  process.exit(1);
}

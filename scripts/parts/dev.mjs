import { join, resolve } from 'node:path';
import { runProgram } from './child.mjs';
import { readArguments } from './command-line.mjs';
import { findElectron } from './electron.mjs';
import { Stop } from './main.mjs';
import { prepare } from './prepare.mjs';
import { cacheDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

const help = `用法：npm run dev -- [选项]

边改边看：界面文件一保存，页面就更新；其他源文件一保存，本机服务就重新构建、重新启动，数据和打开的页面都留着；重新启动后需要重新登录。

  --world 名称   演示环境，默认 demo
  --data 文件夹  数据存放的文件夹，默认 .cache/dev
  --port 端口    页面的端口，默认 5173
  --electron     在桌面程序中打开
  --help         显示本说明
`;

/**
 * `npm run dev`: the program under development, rebuilt and restarted at each change.
 * @param {string[]} argv
 * @returns {Promise<number>} exit code
 */
export async function develop(argv) {
  const { values: options } = readArguments(argv, {
    world: { type: 'string' },
    data: { type: 'string' },
    port: { type: 'string' },
    electron: { type: 'boolean' },
  });
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  await prepare({ installOnly: true });
  const data = resolve(process.env.INIT_CWD ?? process.cwd(), options.data ?? join(cacheDir, 'dev'));
  const args = ['--data', data, '--world', options.world ?? 'demo'];
  const env = toolEnvironment({
    DESK_DEV_PORT: options.port ?? '5173',
    ...(options.electron ? { DESK_DEV_ELECTRON: electron() } : {}),
  });
  return runProgram(nodeToUse(), [join(root, 'scripts', 'dev', 'serve.mjs'), ...args], { env, channel: true });
}

/** @returns {string} */
function electron() {
  const found = findElectron();
  if (found === null) throw new Stop('没有桌面组件 Electron。请先执行 npm start -- --electron 下载它。');
  return found;
}

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from './data-folder.ts';

export interface HostOptions {
  /** 0: any free port. Null: not given; the host then takes the folder's last port if it is free. */
  port: number | null;
  dataDir: string;
  /** As typed; the desk checks whether there is such a world. */
  world: string | null;
  /** Open the default browser when ready. */
  open: boolean;
  help: boolean;
}

/** Unusable arguments; the message is one Chinese sentence for the terminal. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * Reads the arguments of the loopback host.
 * @param argv without Node and script
 * @throws UsageError unknown option, missing value, port out of range, empty name or folder
 */
export function parseHostOptions(argv: readonly string[]): HostOptions {
  const values = read(argv);
  const port = values.port ?? null;
  if (port !== null && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
    throw new UsageError(`端口“${port}”不对，请写 0 到 65535 之间的整数，0 表示自动选择。`);
  if (values.world === '') throw new UsageError('--world 后面要写演示环境的名称，例如 demo。');
  if (values.data === '') throw new UsageError('--data 后面要写数据文件夹。');
  return {
    port: port === null ? null : Number(port),
    dataDir: values.data === undefined ? defaultDataDir() : resolve(values.data),
    world: values.world ?? null,
    open: values['no-open'] !== true,
    help: values.help === true,
  };
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        world: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    // Node's message is English; the user only needs the argument that it names.
    const word = error instanceof Error ? /'([^']+)'/.exec(error.message)?.[1] : undefined;
    throw new UsageError(`参数“${word ?? argv.join(' ')}”不对，请用 --help 查看可用的参数。`);
  }
}

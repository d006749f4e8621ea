import { Refusal } from '@contract/errors.ts';
import { UsageError } from './host-options.ts';

/**
 * Why a host did not start or end properly, as one Chinese sentence for the terminal or a message box.
 * @param error a refusal of the desk (whose text is best), a system error, or any other
 * @param program the host's name in the sentence
 */
export function startFailure(error: unknown, program = '本机服务'): string {
  if (error instanceof Refusal || error instanceof UsageError) return error.message;
  const { code, syscall, port } = fieldsOf(error);
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被其他程序占用，请用 --port 换一个端口，或用 --port 0 自动选择。`;
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return '磁盘空间不足，请腾出空间后再启动。';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return syscall === 'listen'
        ? `没有权限使用端口 ${port}，请用 --port 换一个 1024 以上的端口。`
        : '没有写入数据文件夹的权限，请检查权限，或用 --data 换一个文件夹。';
    case 'ENOTDIR':
    case 'EEXIST':
      return '--data 指的不是文件夹，请换一个文件夹。';
    default:
      return `${program}没能启动，请把这一行交给维护人员：${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The fields that Node adds to system errors. */
function fieldsOf(error: unknown): { code?: unknown; syscall?: unknown; port: string } {
  if (!(error instanceof Error)) return { port: '' };
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  return { code, syscall, port: String(port ?? '') };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostFlags } from '../parts/project.mjs';

/** The program under development: started anew when it was built anew. */
export class Program {
  /** Of the host that runs now. */
  token = '';
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** Restarts come one after another, and those asked for meanwhile are one. */
  #turn = Promise.resolve();
  #asked = 0;
  #stopped = false;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(command, args, env) {
    this.start = () => spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env });
  }

  /**
   * @param {string} entry
   * @param {string[]} args
   */
  static host(entry, args) {
    return new Program(process.execPath, [...hostFlags, '--enable-source-maps', entry, ...args], process.env);
  }

  /**
   * @param {string} electron
   * @param {string[]} args
   * @param {string} renderer address of Vite
   */
  static desktop(electron, args, renderer) {
    return new Program(electron, args, { ...process.env, DESK_RENDERER: renderer });
  }

  restart() {
    const mine = ++this.#asked;
    this.#turn = this.#turn.then(async () => {
      if (mine !== this.#asked || this.#stopped) return;
      await this.#end();
      this.#begin();
    });
    return this.#turn;
  }

  async stop() {
    this.#stopped = true;
    await this.#turn;
    await this.#end();
  }

  #begin() {
    const child = (this.#child = this.start());
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const ready = /^\{"ready":true.*\}$/m.exec(text);
      if (ready === null) process.stdout.write(text);
      else {
        this.token = new URL(JSON.parse(ready[0]).url).searchParams.get('token') ?? '';
        process.stdout.write(`本机服务已启动 ${new Date().toLocaleTimeString('zh-CN')}\n`);
      }
    });
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
    });
  }

  async #end() {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

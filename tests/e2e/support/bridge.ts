import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../../..');
const BRIDGE = process.env.SHIRUBE_BRIDGE ?? join(ROOT, 'target/debug/bridge');

/** A file that ships with the program as a sample. */
export const sample = (name: string) => join(ROOT, 'assets/samples', name);

/** The real core behind a loopback address, with a ledger of its own. */
export class Bridge {
  readonly url: string;
  readonly folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.folder = folder;
    this.#process = process;
  }

  static async start(): Promise<Bridge> {
    const folder = mkdtempSync(join(tmpdir(), 'shirube-e2e-'));
    const child = spawn(BRIDGE, ['--data', join(folder, 'data')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((found, failed) => {
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`the bridge ended with ${code}`)));
      createInterface({ input: child.stdout }).once('line', found);
    });
    child.removeAllListeners('exit');
    return new Bridge(url, folder, child);
  }

  /** Prepares what the next dialog answers; null closes it without an answer. */
  async answer(path: string | null): Promise<void> {
    await this.#post('test_answer', { path });
  }

  /** Makes every progress report take so long. */
  async slow(ms: number): Promise<void> {
    await this.#post('test_slow', { ms });
  }

  /** The files that were shown in the system's file window. */
  async revealed(): Promise<string[]> {
    return JSON.parse(await this.#post('test_revealed', {})).ok;
  }

  /** Asks the core directly, for what a test needs before it begins. */
  async call(name: string, args: object): Promise<any> {
    const lines = (await this.#post('call', { name, args, id: 'test' })).trim().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '{}');
    if (last.error) throw new Error(JSON.stringify(last.error));
    return last.ok;
  }

  async #post(command: string, body: object): Promise<string> {
    const answer = await fetch(`${this.url}/__bridge/${command}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return answer.text();
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#process.once('exit', done));
    this.#process.stdin?.end();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../results-on-disk.js';

/** The built program. */
export const BIN = join(import.meta.dirname, '../../bin/earshot.js');

/** What a run of the command line left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `earshot` in a process of its own, as a user would; over a data folder of its own, if none is named. */
export async function earshot(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const env = { ...environment, EARSHOT_DATA: environment['EARSHOT_DATA'] ?? (await temporaryFolder()) };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const run = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      run.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      run.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...run }));
  });
}

/** A running `earshot` that serves. */
export interface Serving {
  readonly url: string;
  readonly greeting: string;
  /** What it has written to stderr so far. */
  log(): string;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs `earshot` until it says where it serves; over a data folder of its own, if none is named. */
export async function serving(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const env = { ...environment, EARSHOT_DATA: environment['EARSHOT_DATA'] ?? (await temporaryFolder()) };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((done) => {
      child.on('close', done);
    });
    let greeting = '';
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      greeting += text;
      const url = /(http:\S+)\/analytics/.exec(greeting)?.[1];
      if (url === undefined || !greeting.includes('Ctrl-C')) return;
      resolve({
        url,
        greeting,
        log: () => stderr,
        stop(signal) {
          child.kill(signal);
          return ended;
        },
      });
    });
    child.on('error', reject);
    void ended.then((code) => reject(new Error(`earshot ended with ${code} before it served: ${stderr}`)));
  });
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** What a program said and whether it succeeded. */
export interface Run {
  readonly passed: boolean;
  readonly stdout: string;
  /** Everything it said. */
  readonly said: string;
}

/** Runs a Node program and listens to it. */
export function node(script: string, args: readonly string[], cwd = ROOT): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { passed: status === 0, stdout, said: `${stdout}${stderr}${error ?? ''}`.trim() };
}

/** Where npm itself lies: it runs this script, and says so. Calling it there needs no shell on any platform. */
export function npmProgram(): string {
  const path = process.env['npm_execpath'];
  if (path === undefined) throw new Error('run this through npm: npm run <script>');
  return path;
}

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { kill, platform } from 'node:process';

const POLL_MS = 500;
const PROGRAMS = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|bun|bunx)(-cli)?(\.c?js)?$/;

/**
 * The processes between npm and this one, npm included; none where this process wasn't started by npm, npx or one like
 * them. Those start a shell, which starts this process. A signal to npm ends npm and the shell, and never comes here.
 */
export function npmAncestors(environment: Readonly<Record<string, string | undefined>>): readonly number[] {
  if (environment['npm_execpath'] === undefined && environment['npm_lifecycle_event'] === undefined) return [];
  // The variables alone don't say that npm is still there: a service that somebody started in a script inherits them.
  const { ppid } = process;
  if (platform !== 'linux') return ppid > 1 ? [ppid] : [];
  if (isNpm(ppid)) return [ppid];
  const above = parentOf(ppid);
  return above !== undefined && isNpm(above) ? [ppid, above] : [];
}

/** Resolves when one of these ancestors of this process has ended; never when there are none. Keeps no process alive. */
export function ended(ancestors: readonly number[]): Promise<void> {
  const [parent] = ancestors;
  if (parent === undefined) return new Promise(() => {});
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent && ancestors.every(isAlive)) return;
      clearInterval(timer);
      resolve();
    }, POLL_MS);
    timer.unref();
  });
}

function isNpm(pid: number): boolean {
  // `npm exec earshot …`, as npm titles itself, or a program and what it runs: `node /usr/bin/yarn …`.
  const [program = '', script = ''] = (read(pid, 'cmdline') ?? '').split(/[\0 ]/);
  return PROGRAMS.test(basename(program)) || PROGRAMS.test(basename(script));
}

function parentOf(pid: number): number | undefined {
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(read(pid, 'status') ?? '') ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function read(pid: number, file: 'cmdline' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

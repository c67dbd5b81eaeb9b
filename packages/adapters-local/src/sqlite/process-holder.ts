import { hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * The name of this process, as holder of what it works on: no other has it, here or elsewhere, now or later, where the
 * system tells when a process began (Linux). Elsewhere a later process may have it that has the same number.
 */
export function thisHolder(): string {
  return [process.pid, statOf(process.pid)?.startTicks ?? '', machine()].join(' ');
}

/**
 * Whether a holder lives. `unknown`: it is of another machine or container, or its number is in use and this system
 * doesn't say since when.
 */
export function lifeOf(holder: string): 'alive' | 'dead' | 'unknown' {
  const [pid, startTicks, where] = holder.split(' ');
  if (where !== machine()) return 'unknown';
  if (!exists(Number(pid))) return 'dead';
  const stat = statOf(Number(pid));
  if (stat === undefined) return 'unknown';
  return stat.startTicks === startTicks && !stat.hasEnded ? 'alive' : 'dead';
}

/** Whether a holder is certainly dead. False for one on another machine or in another container, which can't be seen. */
export function isKnownDead(holder: string): boolean {
  return lifeOf(holder) === 'dead';
}

/** Where process numbers mean the same: one start of one system, and in it one container. Short, as it is written often. */
function machine(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return hash('sha256', [hostname(), boot, namespace].join(' '), 'base64url').slice(0, 12);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Others, above all EPERM, say that there is such a process.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** What Linux says of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
function statOf(pid: number): { readonly startTicks: string; readonly hasEnded: boolean } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The second field is the command in parentheses, and may hold anything.
  const [state = '', ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const startTicks = fields[18];
  return startTicks === undefined ? undefined : { startTicks, hasEnded: state === 'Z' || state === 'X' };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

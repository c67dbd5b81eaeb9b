import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { isKnownDead, thisHolder } from '../../src/sqlite/process-holder.js';

const onLinux = it.runIf(process.platform === 'linux');
const [, startTicks, machine] = thisHolder().split(' ');

/** This process's name with another number. */
const nameOf = (pid: number | string) => [pid, startTicks, machine].join(' ');

it('a process that lives is not known to be dead', () => {
  expect(isKnownDead(thisHolder())).toBe(false);
});

it('a process that has ended is known to be dead', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  expect(isKnownDead(nameOf(pid))).toBe(true);
});

it('of a process on another machine, or before the last start of this one, nothing is known', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const elsewhere of ['elsewhere', `${machine}x`, '']) {
    expect(isKnownDead([pid, startTicks, elsewhere].join(' '))).toBe(false);
  }
});

onLinux('a process whose number another one has by now is known to be dead', () => {
  expect(isKnownDead([process.pid, Number(startTicks) - 1, machine].join(' '))).toBe(true);
});

onLinux('a process that has ended and that its parent has not asked after is known to be dead', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.01 & echo "$!"; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const pid = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(`${data}`.trim())));
    const fields = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    await vi.waitFor(() => expect(fields()[0]).toBe('Z'), 10_000);
    const ticks = fields()[19];
    expect(isKnownDead([pid, ticks, machine].join(' '))).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});

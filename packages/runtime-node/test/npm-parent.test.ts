import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { npmAncestors } from '../src/npm-parent.js';
import { BIN } from './cli/earshot.js';
import { temporaryFolder } from './results-on-disk.js';

const ROOT = join(import.meta.dirname, '../../..');
/** This test's own Node goes first, as in `npx`. */
const PATH = `${dirname(process.execPath)}:${process.env['PATH']}`;
const LONGER_THAN_A_POLL_MS = 1_500;

async function portSaid(log: () => Promise<string> | string): Promise<number> {
  return vi.waitFor(
    async () => {
      const port = /localhost:(\d+)|127\.0\.0\.1:(\d+)/
        .exec(await log())
        ?.slice(1)
        .find(Boolean);
      if (port === undefined) throw new Error(`no port in ${await log()}`);
      return Number(port);
    },
    { timeout: 20_000, interval: 50 },
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function said(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  return () => text;
}

describe.skipIf(process.platform === 'win32').concurrent('a server', () => {
  it.for(['SIGTERM', 'SIGKILL'] as const)(
    'that npx started frees its port when npx gets %s',
    async (signal, { onTestFinished }) => {
      const env = { ...process.env, PATH, EARSHOT_DATA: await temporaryFolder(onTestFinished) };
      const npx = spawn('npx', ['--no-install', 'earshot', 'serve', '--port', '0'], { cwd: ROOT, env });
      const log = said(npx);
      const port = await portSaid(log);
      expect(await answers(port)).toBe(true);
      npx.kill(signal);
      await vi.waitFor(async () => expect(await answers(port)).toBe(false), { timeout: 10_000, interval: 100 });
      await vi.waitFor(() => expect(log()).toContain('Stopping'));
    },
  );

  it('that nohup started goes on when the shell that started it ends, also one that npm once started', async ({
    onTestFinished,
  }) => {
    const folder = await temporaryFolder(onTestFinished);
    const log = join(folder, 'log');
    const command = `nohup "${process.execPath}" "${BIN}" serve --port 0 >"${log}" 2>&1 & echo $!; sleep 1`;
    const env = { ...process.env, EARSHOT_DATA: folder, npm_execpath: '/usr/bin/npm', npm_lifecycle_event: 'npx' };
    const shell = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = said(shell);
    await once(shell, 'close');
    const server = Number(pid());
    try {
      const port = await portSaid(() => readFile(log, 'utf8').catch(() => ''));
      await wait(LONGER_THAN_A_POLL_MS);
      expect(await answers(port)).toBe(true);
    } finally {
      process.kill(server, 'SIGTERM');
      await vi.waitFor(() => expect(() => process.kill(server, 0)).toThrow(), { timeout: 10_000 });
    }
  });
});

it('that npm did not start watches nobody', () => {
  expect(npmAncestors({})).toEqual([]);
});

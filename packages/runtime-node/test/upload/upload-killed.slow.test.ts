import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BIN, earshot, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

const SIZE_BYTES = 400_000_000;
const PARTS = Math.ceil(SIZE_BYTES / (16 * 1_024 * 1_024));

/** A tone, with noise behind it that no player reads: a recording that is large, and quickly analyzed. */
async function largeFile(): Promise<string> {
  const path = join(await temporaryFolder(), 'large.wav');
  const file = await open(path, 'w');
  await file.write(toneFile());
  const noise = Buffer.alloc(1_000_000);
  for (let at = 44 + 16_000, block = 1; at < SIZE_BYTES; at += noise.length, block++) {
    noise.writeUInt32LE(block);
    await file.write(noise, 0, Math.min(noise.length, SIZE_BYTES - at), at);
  }
  await file.close();
  return path;
}

async function sha256(path: string | URL, body?: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body ?? createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Runs `earshot upload` until a line says so, then kills it as a power cut does. */
async function killedAt(line: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [BIN, 'upload', ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
    if (log.includes(line)) child.kill('SIGKILL');
  });
  await vi.waitFor(() => expect(child.exitCode ?? child.signalCode).not.toBeNull(), { timeout: 60_000 });
  return log;
}

it('an upload of 400 MB survives that it is killed, and then that the server is', async () => {
  const path = await largeFile();
  const env = { EARSHOT_DATA: await temporaryFolder() };
  const data = await temporaryFolder();
  let server = await serving(['serve', '--port', '0', '--data', data]);
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  const port = new URL(server.url).port;
  const args = [path, '--server', server.url, '--call-id', 'large', '--parallel', '2'];

  await killedAt('20 %', args, env);
  const second = killedAt('60 %', args, env).then(async (log) => {
    await server.stop('SIGKILL');
    return log;
  });
  const continued = /continued: (\d+) of (\d+) parts/.exec(await second);
  expect(Number(continued?.[1])).toBeGreaterThan(0);
  expect(Number(continued?.[2])).toBe(PARTS);

  server = await serving(['serve', '--port', port, '--data', data]);
  const { code, stdout, stderr } = await earshot(['upload', ...args, '--json'], env);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const third = /continued: (\d+) of/.exec(stderr);
  expect(Number(third?.[1])).toBeGreaterThanOrEqual(Number(continued?.[1]));
  expect(JSON.parse(stdout)).toMatchObject({ call_id: 'large' });

  const played = await fetch(`${server.url}/calls/large/recording?copy=original`);
  expect(await sha256(path, played.body as unknown as AsyncIterable<Uint8Array>)).toBe(await sha256(path));
}, 240_000);

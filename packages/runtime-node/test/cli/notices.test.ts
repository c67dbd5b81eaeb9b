import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { NoticeDocument } from '@earshot/core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { personalJob, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const SECRET = 'an-invented-secret-of-32-letters';

async function resultsOf(...calls: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const call of calls) await writeFiles(folder, personalJob(call, 'Quillfeather'));
  return folder;
}

/** A command that appends what it gets to a file, and the notices in that file. */
async function appending(exitCode = 0) {
  const file = join(await temporaryFolder(), 'notices');
  await writeFile(file, '');
  const command = JSON.stringify(['/bin/sh', '-c', `cat >> "$0"; exit ${exitCode}`, file]);
  const notices = async () => {
    const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    return lines.map((line) => NoticeDocument.parse(JSON.parse(line)));
  };
  return { command, notices };
}

describe('a notice command', () => {
  it('gets each call that ended, once, however often its results are read', async () => {
    const { command, notices } = await appending();
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1', 'call-2')];
    for (let times = 0; times < 2; times++) {
      expect(await run('ingest', results, '--data', data, '--notify-command', command)).toMatchObject({ code: 0 });
    }
    const sent = await notices();
    expect(sent.map(({ kind }) => kind)).toEqual(['call.completed', 'call.completed']);
    expect(new Set(sent.map(({ hash }) => hash)).size).toBe(2);
    expect(JSON.stringify(sent)).not.toMatch(/call-1|Quillfeather/);
  });

  it('gets call ids when they are asked for', async () => {
    const { command, notices } = await appending();
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    await run('ingest', results, '--data', data, '--notify-command', command, '--notify-call-ids');
    expect(await notices()).toMatchObject([{ callId: 'call-1' }]);
  });

  it('that fails is reported, keeps no result back, and is run again with the next report', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    for (const [exitCode, runs] of [
      [1, 3],
      [65, 1],
    ] as const) {
      const { command, notices } = await appending(exitCode);
      const ingested = await run('ingest', results, '--data', data, '--json', '--notify-command', command);
      expect(ingested.code).toBe(0);
      expect(JSON.parse(ingested.stdout)).toMatchObject({ stored: exitCode === 1 ? 1 : 0, unreadable: 0 });
      expect(ingested.stderr).toContain('to command: EARSHOT_');
      expect(await notices()).toHaveLength(runs);
    }
    const { command, notices } = await appending();
    await run('ingest', results, '--data', data, '--notify-command', command);
    expect(await notices()).toHaveLength(1);
  });
});

describe('a webhook', () => {
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    received.push({ signed: request.headers['webhook-signature'] !== undefined, body: await json(request) });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gets signed notices, with the secret from a file', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    const file = join(await temporaryFolder(), 'secret');
    await writeFile(file, `${SECRET}\n`, { mode: 0o600 });
    const target = ['--notify-webhook', url(), '--notify-secret-file', file];
    expect(await run('ingest', results, '--data', data, ...target)).toMatchObject({ code: 0, stderr: '' });
    expect(received).toMatchObject([{ signed: true, body: { kind: 'call.completed', state: 'completed' } }]);
  });
});

describe('wrong settings', () => {
  it.each<readonly [string, readonly string[]]>([
    ['a webhook without a secret', ['--notify-webhook', 'https://calls.example/']],
    ['a command that is no array of strings', ['--notify-command', '["a", 1]']],
    ["a command that isn't JSON", ['--notify-command', '["a"']],
    ['an empty command', ['--notify-command', '[]']],
  ])('%s is refused before any work', async (_, options) => {
    const data = await temporaryFolder();
    const { code, stderr } = await run('ingest', await resultsOf('call-1'), '--data', data, ...options);
    expect({ code, refused: stderr.includes('EARSHOT_INVALID_INPUT') }).toEqual({ code: 2, refused: true });
  });

  it('a URL or a secret that can not be used is refused, and not repeated', async () => {
    const file = join(await temporaryFolder(), 'secret');
    await writeFile(file, 'too-short', { mode: 0o600 });
    for (const url of ['https://calls.example/', 'http://calls.example/hidden']) {
      const target = ['--notify-webhook', url, '--notify-secret-file', file];
      const { code, stderr } = await run('ingest', 'any', '--data', await temporaryFolder(), ...target);
      expect({ code, refused: stderr.includes('EARSHOT_INVALID_INPUT') }).toEqual({ code: 2, refused: true });
      expect(stderr).not.toMatch(/too-short|hidden/);
    }
  });

  it('they concern only commands that may end calls', async () => {
    const data = await temporaryFolder();
    expect(await run('ingest', await resultsOf('call-1'), '--data', data)).toMatchObject({ code: 0 });
    vi.stubEnv('EARSHOT_NOTIFY_WEBHOOK_URL', 'https://calls.example/');
    expect(await run('erase', 'call-1', '--yes', '--data', data, '--json')).toMatchObject({ code: 0 });
    expect(await run('ingest', await resultsOf('call-1'), '--data', data)).toMatchObject({ code: 2 });
    vi.unstubAllEnvs();
  });

  it('memory, which forgets what was sent, sends nothing', async () => {
    const { code, stderr } = await run('serve', '--adapters', 'memory', '--notify-command', 'notify');
    expect({ code, named: stderr.includes('--notify-command') }).toEqual({ code: 2, named: true });
  });
});

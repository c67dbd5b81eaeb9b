import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallHash, type Notice } from '@earshot/core';
import { notifierContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandNotifier, type CommandNotifierOptions } from '../../src/index.js';

const notice: Notice = {
  id: 'ab'.repeat(32),
  kind: 'call.failed',
  hash: CallHash.parse('0123456789abcdef0123456789abcdef'),
  state: 'failed',
  atMs: Date.UTC(2026, 8, 14, 12),
};

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small program of this test. */
function program(...args: readonly string[]): CommandNotifierOptions['command'] {
  return ['/bin/sh', '-c', ...args] as const as CommandNotifierOptions['command'];
}

const exiting = (code: number) => new CommandNotifier({ command: program(`exit ${code}`) });

describe('CommandNotifier', () => {
  const create = () => {
    const [received, fault] = [join(folder, `received-${files}`), join(folder, `fault-${files++}`)];
    writeFileSync(received, '');
    writeFileSync(fault, '0');
    // Accepts by appending the line at once, so that commands at the same time don't mix theirs.
    const script = 'line=$(cat); code=$(cat "$2"); [ "$code" = 0 ] || exit "$code"; printf "%s\\n" "$line" >> "$1"';
    return {
      notifier: new CommandNotifier({ command: program(script, 'notify', received, fault), environment: process.env }),
      received: () => readFileSync(received, 'utf8').split('\n').filter(Boolean),
      fail: (kind?: 'transient' | 'permanent') =>
        writeFileSync(fault, kind === undefined ? '0' : kind === 'transient' ? '1' : '65'),
    };
  };
  registerContract(notifierContract(create, { numRuns: 10 }), it);
});

it.each([1, 2, 63, 75, 79, 127, 255])('exit code %d is transient', async (code) => {
  await expect(exiting(code).notify(notice)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
});

it.each([64, 65, 70, 74, 76, 78])('exit code %d refuses the notice for good', async (code) => {
  await expect(exiting(code).notify(notice)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT', retryable: false });
});

it('a program that is not there, or none, is a permanent error', async () => {
  const notifying = (path: string) => new CommandNotifier({ command: [path, 'a-secret'] }).notify(notice);
  await expect(notifying(join(folder, 'nothing'))).rejects.toMatchObject({
    code: 'EARSHOT_NOT_FOUND',
    retryable: false,
  });
  const text = join(folder, 'text');
  writeFileSync(text, 'no program', { mode: 0o600 });
  await expect(notifying(text)).rejects.toMatchObject({ code: 'EARSHOT_DENIED', retryable: false });
  await expect(notifying(text)).rejects.not.toThrow(/a-secret/);
});

it('a command that takes too long is killed with what it has started, and tried again', async () => {
  const late = join(folder, 'late');
  const command = program(`(sleep 0.3; echo late > "${late}") & wait`);
  const notified = new CommandNotifier({ command, timeoutMs: 50, environment: process.env }).notify(notice);
  await expect(notified).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  await sleep(400);
  expect(() => readFileSync(late)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

it('a command may accept a notice without reading it', async () => {
  await exiting(0).notify({ ...notice, kind: `call.${'x'.repeat(200_000)}` });
});

it('a command that leaves a process behind is done when it exits', async () => {
  const command = program('sleep 5 & exit 0');
  await new CommandNotifier({ command, environment: process.env }).notify(notice);
});

it('arguments are passed as they are: nothing is expanded', async () => {
  const file = join(folder, 'arguments');
  const args = ['$HOME', '*', '; exit 3', '`id`'];
  const command = program('printf "%s\\n" "$@" > "$0"', file, ...args);
  await new CommandNotifier({ command, environment: process.env }).notify(notice);
  expect(readFileSync(file, 'utf8')).toBe(`${args.join('\n')}\n`);
});

it('the environment is the one that is given', async () => {
  const file = join(folder, 'environment');
  const command = program(`/usr/bin/env > "${file}"`);
  await new CommandNotifier({ command, environment: { GIVEN: 'yes' } }).notify(notice);
  const names = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(names).toContain('GIVEN');
  expect(names).not.toContain('HOME');
});

it('what a failed command says on stderr is in the error, the end of it', async () => {
  const command = program('i=0; while [ $i -lt 200 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1');
  const error = await new CommandNotifier({ command }).notify(notice).catch((reason: Error) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining('line 199') });
  expect(String(error).length).toBeLessThan(700);
});

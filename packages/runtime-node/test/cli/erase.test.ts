import { openLocal } from '@earshot/adapters-local';
import { CallId, hashOf } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { digests } from '../../src/container.js';
import { failedCall } from '../failed-calls.js';
import { temporaryFolder } from '../results-on-disk.js';
import { run, runTyping } from './run-in-process.js';

/** A data folder with calls of days of May 2026, by the numbers in their names. */
async function folderOf(...names: string[]): Promise<string> {
  const data = await temporaryFolder();
  const local = await openLocal({ folder: data });
  for (const name of names) await local.records.save(failedCall(name, undefined, Number(/\d+$/.exec(name)?.[0] ?? 1)));
  await local.close();
  return data;
}

async function left(data: string): Promise<string[]> {
  const { stdout } = await run('query', '--json', '--data', data);
  return stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line).call_id]))
    .sort();
}

describe('erase', () => {
  it.each([
    ['a name without --yes, where no terminal is', ['a-1']],
    ['filters without --yes, where no terminal is', ['--before', '2026-06-01']],
    ['nothing', ['--yes']],
    ['names and filters at once', ['a-1', '--before', '2026-06-01', '--yes']],
    ['an empty filter', ['--category', '', '--yes']],
  ])('erases nothing given %s', async (_, args) => {
    const data = await folderOf('a-1', 'b-2');
    const { code, stderr } = await run('erase', ...args, '--data', data);
    expect([code, stderr]).toEqual([2, expect.stringContaining('EARSHOT_INVALID_INPUT')]);
    expect(await left(data)).toEqual(['a-1', 'b-2']);
  });

  it('takes no beginnings of names, and nothing at all where one name is unknown', async () => {
    const data = await folderOf('a-1', 'b-2');
    expect(await run('erase', 'a-1', 'b-', '--yes', '--data', data)).toMatchObject({ code: 1, stdout: '' });
    expect(await left(data)).toEqual(['a-1', 'b-2']);
  });

  it('lists with --dry-run what it would erase, and keeps it', async () => {
    const data = await folderOf('a-1', 'b-2', 'c-3');
    const { code, stdout } = await run('erase', '--before', '2026-05-02T12:00:00Z', '--dry-run', '--data', data);
    expect([code, stdout.split('\n').map((line) => line.split('\t')[2])]).toEqual([
      0,
      ['Call', 'b-2', 'a-1', undefined],
    ]);
    expect(await run('erase', 'c-3', '--dry-run', '--data', data)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^c-3 /),
    });
    expect(await left(data)).toEqual(['a-1', 'b-2', 'c-3']);
  });

  it('shows the calls and asks on a terminal, and keeps them unless the answer is yes', async () => {
    const data = await folderOf('a-1', 'b-2', 'c-3');
    const args = ['erase', '--before', '2026-05-02T12:00:00Z', '--data', data];
    const refused = await runTyping('\n', ...args);
    expect(refused.screen).toMatch(/b-2 .*a-1 .*Erase these 2 calls for good\? \[y\/N\].*no call was erased/s);
    expect([refused.code, await left(data)]).toEqual([1, ['a-1', 'b-2', 'c-3']]);
    const { code, screen } = await runTyping('y\n', ...args);
    expect([code, await left(data)]).toEqual([0, ['c-3']]);
    expect(screen).toMatch(/erased b-2.*erased a-1/s);
  });

  it('gives each call a receipt, within both bounds', async () => {
    const data = await folderOf('a-1', 'b-2', 'c-3', 'd-4');
    const bounds = [
      '--from',
      '2026-05-01T12:00:00Z',
      '--to',
      '2026-05-04T12:00:00Z',
      '--before',
      '2026-05-03T12:00:00Z',
    ];
    const { code, stdout } = await run('erase', ...bounds, '--yes', '--json', '--data', data);
    const receipts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const hashes = ['c-3', 'b-2'].map((name) => hashOf(CallId.parse(name), digests));
    expect([code, receipts]).toMatchObject([0, hashes.map((hash) => ({ hash, recordRemoved: true }))]);
    expect(await left(data)).toEqual(['a-1', 'd-4']);
  });
});

describe('a beginning of a name', () => {
  it('finds the only call that has it, by id and by hash', async () => {
    const data = await folderOf('apple-1', 'apricot-2', 'apple');
    const hash = hashOf(CallId.parse('apricot-2'), digests);
    const shown = async (name: string) =>
      JSON.parse((await run('show', name, '--json', '--data', data)).stdout).call_id;
    expect(await shown('apr')).toBe('apricot-2');
    expect(await shown(hash.slice(0, 8).toUpperCase())).toBe('apricot-2');
    expect(await shown('apple')).toBe('apple');
    const exported = await run('export', '--format', 'json', '--call-id', 'apr', '--data', data);
    expect(JSON.parse(exported.stdout)).toMatchObject([{ call_id: 'apricot-2' }]);
  });

  it('is refused where several calls have it, with their names', async () => {
    const data = await folderOf('apple-1', 'apricot-2');
    const { code, stderr } = await run('show', 'ap', '--data', data);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/EARSHOT_INVALID_INPUT.*apricot-2.*apple-1/)]);
    expect(await run('show', 'b', '--data', data)).toMatchObject({ code: 1, stdout: '' });
  });
});

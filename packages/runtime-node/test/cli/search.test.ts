import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MomentItem } from '@earshot/adapters-http';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { serving } from './earshot.js';
import { run } from './run-in-process.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/bucket/transcription-outputs');
const BILLING = join(EXAMPLES, 'billing-double-charge');

async function found(...args: string[]): Promise<MomentItem[]> {
  const { code, stdout } = await run('search', ...args, '--json');
  expect([args, code]).toEqual([args, 0]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => MomentItem.parse(JSON.parse(line)));
}

async function ingested(...paths: string[]): Promise<string> {
  const data = await temporaryFolder();
  expect(await run('ingest', ...paths, '--data', data)).toMatchObject({ code: 0 });
  return data;
}

describe('earshot search', () => {
  it('finds moments of calls that were imported, by words and by meaning, and forgets those that are erased', async () => {
    const data = await ingested(BILLING, join(EXAMPLES, 'parcel-missing'));
    const [taken] = await found('taken twice', '--data', data);
    expect(taken).toMatchObject({ call_id: 'billing-double-charge', start_ms: expect.any(Number) });
    const [meant] = await found('wants her money back', '--by', 'meaning', '--data', data);
    expect(meant).toMatchObject({ call_id: 'billing-double-charge', matched: ['meaning'], role: 'agent' });
    expect(await found('taken twice', '--call', 'parcel-missing', '--by', 'words', '--data', data)).toEqual([]);
    const { stdout } = await run('search', 'refund', '--data', data);
    expect(stdout).toMatch(/billing-double-charge {2}2026-09-14 09:32 UTC · \d:\d\d · agent\n.*refund/s);

    expect(await run('erase', 'billing-double-charge', '--yes', '--data', data)).toMatchObject({ code: 0 });
    expect((await found('taken twice', '--data', data)).map((hit) => hit.call_id)).not.toContain(
      'billing-double-charge',
    );
    for (const name of await readdir(data)) {
      if (!name.startsWith('earshot.db')) continue;
      expect(await readFile(join(data, name), 'latin1')).not.toMatch(/Whitlock|Brightwell/i);
    }
  });

  it('finds calls again that are indexed by nothing but their words, or not at all', async () => {
    const data = await ingested(BILLING);
    const indexed = async (...args: string[]) => {
      const { stdout } = await run('index', '--data', data, '--json', ...args);
      return JSON.parse(stdout) as { derived: number; current: number };
    };
    expect(await indexed()).toMatchObject({ derived: 0, current: 1 });
    expect(await indexed('--rebuild')).toMatchObject({ derived: 1, current: 0 });
    expect(await found('money back', '--by', 'meaning', '--data', data)).not.toEqual([]);
  });

  it('says what is wrong with a query', async () => {
    const data = await ingested(BILLING);
    expect(await run('search', '-refund', '--data', data)).toMatchObject({ code: 2 });
    const nowhere = await run('search', 'refund', '--call', 'nobody', '--data', data);
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('EARSHOT_NOT_FOUND') });
  });
});

it('earshot serve lets what it ingested be found by meaning, without being asked', async () => {
  const { url, stop } = await serving(['serve', '--port', '0', '--ingest', BILLING]);
  const hits = async (query: string) => {
    const response = await fetch(new URL(`/search?${query}`, url));
    return ((await response.json()) as { hits: MomentItem[] }).hits;
  };
  expect((await hits('q=taken+twice'))[0]).toMatchObject({ call_id: 'billing-double-charge' });
  await expect
    .poll(async () => (await hits('q=money+back&by=meaning'))[0]?.call_id, { timeout: 60_000 })
    .toBe('billing-double-charge');
  expect((await found('money back', '--server', url))[0]?.call_id).toBe('billing-double-charge');
  expect(await stop('SIGTERM')).toBe(0);
});

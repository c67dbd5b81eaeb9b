import { join } from 'node:path';
import { AnalyticsItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { serving } from './earshot.js';
import { run } from './run-in-process.js';

const CALL = 'parcel-missing';
const RESULTS = join(import.meta.dirname, '../../../../examples/bucket/transcription-outputs', CALL);
const KINDS = ['agent', 'caller', 'reason', 'resolution', 'next_step', 'category', 'topic', 'sentiment'];

async function shown(data: string): Promise<AnalyticsItem> {
  const { stdout } = await run('show', CALL, '--data', data, '--json');
  return AnalyticsItem.parse(JSON.parse(stdout));
}

/** The call with its words, from a server that runs for so long. */
async function served(...args: string[]): Promise<AnalyticsItem> {
  const server = await serving(['serve', '--port', '0', ...args]);
  try {
    const response = await fetch(`${server.url}/analytics/${CALL}?include=words`);
    const { items } = (await response.json()) as { items: unknown[] };
    return AnalyticsItem.parse(items[0]);
  } finally {
    await server.stop('SIGINT');
  }
}

function expectUnderstood({ findings = [], segments = [] }: AnalyticsItem): void {
  expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(KINDS));
  const evidence = findings.flatMap((finding) => finding.evidence);
  expect(evidence).not.toHaveLength(0);
  for (const { segment_index, quote } of evidence) expect(segments[segment_index]?.text).toContain(quote);
}

describe('--understand', () => {
  it('finds what results lack, and every process shows it, with words too', async () => {
    const [plain, data] = [await temporaryFolder(), await temporaryFolder()];
    expect(await run('ingest', RESULTS, '--data', plain)).toMatchObject({ code: 0 });
    expect((await shown(plain)).findings).toBeUndefined();

    expect(await run('ingest', RESULTS, '--understand', '--data', data)).toMatchObject({ code: 0 });
    expectUnderstood(await shown(data));
    const withWords = await served('--data', data);
    expectUnderstood(withWords);
    expect(withWords.segments?.[0]?.words?.length).toBeGreaterThan(0);
  });

  it('works for a server that keeps calls in memory', async () => {
    expectUnderstood(await served('--adapters', 'memory', '--ingest', RESULTS, '--understand'));
  });
});

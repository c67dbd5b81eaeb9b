import { join } from 'node:path';
import { AnalyticsItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { serving } from './earshot.js';
import { run } from './run-in-process.js';

const CALL = 'parcel-missing';
const RESULTS = join(import.meta.dirname, '../../../../examples/bucket/transcription-outputs', CALL);
const KINDS = ['agent', 'reason', 'resolution', 'next_step', 'category', 'topic', 'sentiment'];

async function shown(data: string): Promise<AnalyticsItem> {
  const { stdout } = await run('show', CALL, '--data', data, '--json');
  return AnalyticsItem.parse(JSON.parse(stdout));
}

async function served(url: string): Promise<AnalyticsItem> {
  const { items } = (await (await fetch(url)).json()) as { items: unknown[] };
  return AnalyticsItem.parse(items[0]);
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
    const server = await serving(['serve', '--port', '0', '--data', data]);
    const withWords = await served(`${server.url}/analytics/${CALL}?include=words`);
    await server.stop('SIGINT');
    expectUnderstood(withWords);
    expect(withWords.segments?.[0]?.words?.length).toBeGreaterThan(0);
  });

  it('works for a server that keeps calls in memory', async () => {
    const memory = ['--adapters', 'memory', '--ingest', RESULTS, '--understand'];
    const server = await serving(['serve', '--port', '0', ...memory]);
    expectUnderstood(await served(`${server.url}/analytics/${CALL}?include=words`));
    await server.stop('SIGINT');
  });
});

import { AnalyticsItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filesWith, personalJob, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { earshot, serving } from './earshot.js';

const NAME = 'Quillfeather';

async function resultsOf(...calls: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const call of calls) await writeFiles(folder, personalJob(call, NAME));
  return folder;
}

async function callsAt(url: string): Promise<string[]> {
  const response = await fetch(`${url}/analytics`);
  const { items } = z.object({ items: z.array(AnalyticsItem) }).parse(await response.json());
  return items.map((item) => String(item.call_id)).sort();
}

const ingest = (results: string, data: string, ...more: string[]) =>
  earshot(['ingest', results, '--data', data, '--json', ...more]);

describe('two processes on one folder, of which one is to keep redacted copies', () => {
  it('leave no original word when that one comes first: the other follows the folder', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    expect(await ingest(results, data, '--copies', 'redacted')).toMatchObject({ code: 0 });
    const server = await serving(['serve', '--port', '0', '--data', data, '--ingest', await resultsOf('call-2')]);
    expect(await callsAt(server.url)).toEqual(['call-1', 'call-2']);
    expect(await filesWith(data, NAME)).toEqual([]);

    const mixed = await ingest(await resultsOf('call-3'), data, '--copies', 'original');
    expect({ code: mixed.code, refused: mixed.stderr.includes('EARSHOT_CONFLICT') }).toEqual({
      code: 1,
      refused: true,
    });
    expect(await filesWith(data, NAME)).toEqual([]);
    await server.stop('SIGINT');
    expect(await filesWith(data, NAME)).toEqual([]);
  });

  it('leave none when it comes second: it is refused, and ingests nothing', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    const server = await serving(['serve', '--port', '0', '--data', data]);
    const mixed = await ingest(results, data, '--copies', 'redacted');
    expect({ code: mixed.code, refused: mixed.stderr.includes('EARSHOT_CONFLICT') }).toEqual({
      code: 1,
      refused: true,
    });
    expect(await filesWith(data, NAME)).toEqual([]);
    await server.stop('SIGINT');
  });

  it('leave none when both make the folder at once', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('call-1')];
    const [server, { code }] = await Promise.all([
      serving(['serve', '--port', '0', '--data', data]),
      ingest(results, data, '--copies', 'redacted'),
    ]);
    expect(await callsAt(server.url)).toEqual(code === 0 ? ['call-1'] : []);
    expect(await filesWith(data, NAME)).toEqual([]);
    await server.stop('SIGINT');
  });
});

it('a server that keeps calls in memory, and commands that read results there, keep to the choice too', async () => {
  const results = await resultsOf('call-1');
  const options = ['--adapters', 'memory', '--ingest', results, '--copies', 'redacted'];
  const server = await serving(['serve', '--port', '0', ...options]);
  const shown = await (await fetch(`${server.url}/analytics/call-1?include=words`)).text();
  expect(shown).toContain('[NAME] milk');
  expect(shown).not.toContain(NAME);
  await server.stop('SIGINT');
  const { stdout } = await earshot(['query', '--json', '--ingest', results], { EARSHOT_COPIES: 'redacted' });
  expect(stdout).toContain('call-1');
  expect(stdout).not.toContain(NAME);
});

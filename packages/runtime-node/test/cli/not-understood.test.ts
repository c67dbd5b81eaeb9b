import { createApi } from '@earshot/adapters-http';
import { AnalyticsItem, type EarshotDocument, type ObjectUri } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { composeFolderApp } from '../../src/ingest/ingest.js';
import { serveHttp } from '../../src/serve-http.js';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const WHY = 'another language, or too noisy';
const NONSENSE = 'This is Hente.';
const CONCLUDED = ['A summary of nonsense', 'Tech support', 'hente repair', 'Audio nonsense', 'A topic of nonsense'];

/** What an analyzer writes that should have known better: it concludes all sorts of things from words it didn't understand. */
const DOCUMENT: EarshotDocument = {
  earshotAnalysis: 1,
  mediaUri: 's3://recordings/anruf.mp3' as ObjectUri,
  analysis: {
    understood: false,
    notUnderstoodReason: WHY,
    confidence: 0.124,
    callSummary: CONCLUDED[0],
    audioSummary: CONCLUDED[3],
    categories: ['Tech support'],
    topics: ['hente repair'],
    topicSummaries: [{ index: 0, summary: CONCLUDED[4] }],
    transcript: {
      text: `${NONSENSE} Hello.`,
      segments: [
        {
          index: 0,
          text: NONSENSE,
          startMs: 0,
          endMs: 900,
          speaker: 'spk_0',
          confidence: 0.1,
          understood: false,
          sentiment: { label: 'negative', score: -1, words: ['Hente'] },
        },
        { index: 1, text: 'Hello.', startMs: 1_000, endMs: 1_900, speaker: 'spk_0', confidence: 0.9 },
      ],
    },
    moderation: [],
    sensitiveData: [],
    findings: [
      { kind: 'sentiment', value: 'negative', basis: 'estimated', evidence: [] },
      { kind: 'understanding', basis: 'unavailable', evidence: [], explanation: WHY },
    ],
    mediaFacts: { kind: 'audio', durationMs: 2_000 },
    customFields: {},
  },
};

let results: string;
let data: string;
let ingested: string;

const used: (() => unknown)[] = [];

beforeAll(async () => {
  const folder = () => temporaryFolder((remove) => void used.push(() => remove({} as never)));
  [results, data] = [await folder(), await folder()];
  await writeFiles(results, { 'transcription-outputs/anruf/job-1/earshot-analysis.json': DOCUMENT });
  ingested = (await run('ingest', results, '--data', data)).stdout;
});

afterAll(() => Promise.all(used.map((remove) => remove())));

function expectNoConclusions(text: string): void {
  for (const concluded of [...CONCLUDED, 'negative']) expect(text).not.toContain(concluded);
}

const shows = async (command: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run(command, ...args, '--data', data);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expectNoConclusions(stdout);
  return stdout;
};

function expectItem(item: AnalyticsItem): void {
  expect(AnalyticsItem.parse(item)).toEqual(item);
  expectNoConclusions(JSON.stringify(item));
  const said = { state: 'completed', understood: false, not_understood_reason: WHY, confidence: 0.124 };
  expect(item).toMatchObject({ ...said, call_categories: [], topics: [] });
  for (const name of ['call_summary', 'audio_summary', 'topic_summary', 'language'])
    expect(item).not.toHaveProperty(name);
}

describe('a call that was not understood', () => {
  it('is stored, and ingest warns of it', () => {
    expectNoConclusions(ingested);
    expect(ingested).toContain('1 call: 1 new');
    expect(ingested).toContain(`anruf: warning: not_understood: ${WHY}`);
  });

  it('says so in lists in place of a summary', async () => {
    expect(await shows('query')).toMatch(/completed\t.*not understood: another language/);
    expectItem(JSON.parse(await shows('query', '--json', '--not-understood')));
  });

  it('is shown with the reason, its confidence and its segments marked', async () => {
    const shown = await shows('show', 'anruf');
    expect(shown).toContain(`Warning: not_understood: ${WHY}`);
    expect(shown).toContain('confidence 12%');
    expect(shown).toContain(`spk_0  [not understood] ${NONSENSE}`);
    expect(shown).toContain('spk_0  Hello.');
    expectItem(JSON.parse(await shows('show', 'anruf', '--json')));
  });

  it('is exported with the reason and its segments marked, in every format', async () => {
    const [item] = JSON.parse(await shows('export', '--format', 'json'));
    expectItem(item);
    expect(item.segments).toMatchObject([{ understood: false, confidence: 0.1 }, { confidence: 0.9 }]);
    expect(item.segments[1]).not.toHaveProperty('understood');
    const [head, row] = (await shows('export', '--format', 'csv')).split('\r\n');
    expect(head).toContain('understood,not_understood_reason,confidence');
    expect(row).toContain(`false,"${WHY}",0.124`);
    expect(row).toContain(`[not understood] ${NONSENSE} Hello.`);
    const markdown = await shows('export', '--format', 'markdown');
    expect(markdown).toContain(`**Warning:** not\\_understood: ${WHY}`);
    expect(markdown).toContain(`spk\\_0:** \\[not understood\\] ${NONSENSE}`);
    const vtt = await shows('export', '--format', 'vtt');
    expect(vtt).toContain(`WEBVTT\n\nNOTE not understood: ${WHY}\n\n1\n`);
    expect(vtt).toContain(`<v spk_0>[not understood] ${NONSENSE}\n`);
    expect(vtt).toContain('<v spk_0>Hello.\n');
  });

  it('says so over HTTP, in lists and alone', async () => {
    const { app, ingest } = composeFolderApp([results]);
    await ingest();
    const server = await serveHttp(createApi(app, { version: '1.0.0' }));
    onTestFinished(() => server.close());
    const paths = ['', '/anruf', '?callId=anruf&include=words', '?understood=false'];
    for (const path of paths.map((each) => `/analytics${each}`)) {
      const { items } = (await (await fetch(new URL(path, server.url))).json()) as { items: AnalyticsItem[] };
      expect(items).toHaveLength(1);
      for (const item of items) expectItem(item);
    }
    const { stdout } = await run('query', '--json', '--not-understood', '--server', server.url);
    expectItem(JSON.parse(stdout));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnalyticsItem, readResultDocument, toAnalyticsItem } from '../../src/index.js';
import { videoDocumentArbitrary } from '../../src/testing/vendor-documents.js';
import { toMarkdown } from '../../src/wire/markdown.js';
import { anAnalysis, aRecord } from '../model/records.js';

const segment = (index: number, startMs: number, text: string) => ({ index, startMs, endMs: startMs + 10, text });

function itemOf(analysis: Parameters<typeof anAnalysis>[0]): AnalyticsItem {
  return toAnalyticsItem(aRecord({ callId: 'demo', state: 'completed', analysis: anAnalysis(analysis) }));
}

const VIDEO = {
  mediaFacts: { kind: 'video' as const },
  transcript: {
    text: 'Hello. Here it is. Bye.',
    segments: [segment(0, 1_000, 'Hello.'), segment(1, 61_000, 'Here it is.'), segment(2, 90_000, 'Bye.')],
  },
  topicSummaries: [
    { index: 0, startMs: 0, endMs: 60_000, summary: 'She *greets*.', segmentIndices: [0] },
    { index: 1, startMs: 60_000, endMs: 80_000, segmentIndices: [1] },
  ],
  screenTexts: [
    { startMs: 2_000, endMs: 70_000, text: 'Price_list' },
    { startMs: 62_000, endMs: 62_000, text: '1 < 2' },
  ],
};

describe('the Markdown of a video', () => {
  test('has a heading for each chapter, with its summary, what is on the screen and what is said', () => {
    const markdown = toMarkdown(itemOf(VIDEO));
    expect(markdown.slice(markdown.indexOf('## '))).toBe(
      [
        '## 0:00 Chapter 1\n',
        'She \\*greets\\*.\n',
        'On screen:\n',
        '- 0:02 Price\\_list\n',
        '**0:01 speaker:** Hello.\n',
        '## 1:00 Chapter 2\n',
        'On screen:\n',
        '- 1:02 1 \\< 2\n',
        '**1:01 speaker:** Here it is.\n',
        '## Transcript\n',
        '**1:30 speaker:** Bye.\n',
      ].join('\n'),
    );
  });

  test('has every segment and every text on screen once, whatever its chapters', async () => {
    await fc.assert(
      fc.property(videoDocumentArbitrary(), ({ document }) => {
        const read = readResultDocument(document);
        if (read.kind !== 'standard') throw new Error(read.kind);
        const item = itemOf(read.analysis);
        const lines = toMarkdown(item).split('\n');
        const turns = lines.filter((line) => /^\*\*\d+:/.test(line));
        const screens = lines.filter((line) => /^- \d+:\d\d (?:EXIT|Sign in|Total)/.test(line));
        expect(turns).toHaveLength(item.segments?.length ?? 0);
        if (item.topic_segments?.length) expect(screens).toHaveLength(item.screen_texts?.length ?? 0);
      }),
      { numRuns: 50 },
    );
  });

  test('has the transcript after the chapters where nobody says which part is whose', () => {
    const markdown = toMarkdown(itemOf({ ...VIDEO, transcript: { text: 'Hello. Bye.', segments: [] } }));
    expect(markdown).toMatch(/## 1:00 Chapter 2[\s\S]*## Transcript\n\nHello\. Bye\.\n$/);
  });

  test('is that of any other call where it has no chapters', () => {
    const markdown = toMarkdown(itemOf({ ...VIDEO, topicSummaries: [] }));
    expect(markdown).not.toContain('Chapter');
    expect(markdown).toContain('## Transcript\n\n**0:01 speaker:** Hello.');
  });
});

test('a call of sound has its topics as a list, and one transcript', () => {
  const markdown = toMarkdown(itemOf({ ...VIDEO, mediaFacts: { kind: 'audio' } }));
  expect(markdown).toContain('## Topics\n\n- 0:00 She \\*greets\\*.');
  expect(markdown).toContain('## Transcript\n\n**0:01 speaker:** Hello.');
});

test('the notes of a call stand after its facts, a line each, whatever is in them', () => {
  const notes = [
    { id: '2', text: 'Called back.\n# Done', actor: 'ana', atMs: Date.UTC(2026, 8, 14, 9, 32) },
    { id: '3', text: '*Happy*', actor: '[max]', atMs: Date.UTC(2026, 8, 15) },
  ];
  const analysis = anAnalysis({ topicSummaries: [{ index: 0, summary: 'A refund.' }] });
  const markdown = toMarkdown(toAnalyticsItem(aRecord({ callId: 'demo', state: 'completed', analysis, notes })));
  expect(markdown.slice(markdown.indexOf('## '), markdown.indexOf('## Topics'))).toBe(
    '## Notes\n\n- **2026-09-14 09:32 UTC, ana:** Called back. \\# Done\n- **2026-09-15 00:00 UTC, \\[max\\]:** \\*Happy\\*\n\n',
  );
});

test('a call shows its custom fields, its sentiment, and kinds and places of sensitive data', () => {
  const markdown = toMarkdown({
    ...itemOf({ ...VIDEO, mediaFacts: { kind: 'audio' } }),
    custom_fields: { mood: '*calm*', order: { id: 7 } },
    sentiment: { label: 'negative', score: -0.42 },
    sensitive_data: [
      { entity_type: 'NAME', start_ms: 12_000 },
      { entity_type: 'NAME', segment_index: 1 },
      { entity_type: 'EMAIL', found_in: 'audio_summary' },
      { entity_type: 'NAME', start_ms: 12_300 },
    ],
  });
  expect(markdown).toContain('- **Sentiment:** negative (-0.42)\n');
  expect(markdown).toContain('## Custom fields\n\n- mood: \\*calm\\*\n- order: {"id":7}\n');
  expect(markdown).toContain('## Sensitive data\n\n- NAME: 0:12, segment 2\n- EMAIL: audio summary\n');
});

test('a speaker whose role is known appears by that role', () => {
  const item = itemOf({ ...VIDEO, mediaFacts: { kind: 'audio' } });
  const participants = [
    { label: 'spk_0', role: 'agent' as const, name: 'Zoe', role_source: 'phrases' as const, evidence: [] },
  ];
  const segments = item.segments?.map((one) => ({ ...one, speaker: 'spk_0' }));
  expect(toMarkdown({ ...item, participants, segments })).toContain('**0:01 Agent Zoe (estimated):** Hello.');
});

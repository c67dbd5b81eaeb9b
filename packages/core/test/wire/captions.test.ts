import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_FORMATS } from '../../src/formats/document-formats.js';
import { type AnalyticsItem, toSrt, toVtt, transcriptFile } from '../../src/index.js';
import { FOREIGN_DOCUMENTS } from '../../src/testing/index.js';
import { utf8 } from '../input/json-text.js';

type Segment = NonNullable<AnalyticsItem['segments']>[number];

const WRITERS = { webvtt: toVtt, srt: toSrt } as const;
type Name = keyof typeof WRITERS;
const EACH = Object.keys(WRITERS) as Name[];

/** What the format's own reader makes of what is written: the first to recognize it, as for any file. */
async function readAgain(name: Name, segments: readonly Segment[]) {
  const file = transcriptFile(utf8(WRITERS[name]({ segments: [...segments] })), `call.${name}`);
  const format = DOCUMENT_FORMATS.find((one) => one.recognizes(file));
  // Without a cue, SRT is an empty file.
  if (format === undefined) return [];
  expect(format.name).toBe(name);
  const { analysis } = await format.read(file, {});
  return (analysis.transcript?.segments ?? []).map(({ index: _, ...segment }) => segment);
}

const isShown = ({ text, speaker, speaker_name: name }: Segment) => Boolean(text || speaker || name);

/** What reading must give: each segment that has text or a speaker, in the order in which they begin, with its speaker as it is shown. */
function shown(segments: readonly Segment[]) {
  return segments
    .filter(isShown)
    .toSorted((a, b) => a.start_ms - b.start_ms)
    .map(({ start_ms: startMs, end_ms: endMs, text, speaker, speaker_name: name }) => {
      const voice = name || speaker;
      return { text, startMs, endMs, ...(voice && { speaker: voice }) };
    });
}

const PARTS = [
  '-->',
  '00:01 --> 00:02',
  '0:1 -> 0:2',
  '<',
  '>',
  '&',
  '&amp;',
  '&#10;',
  '&#x0;',
  '&nbsp',
  '<v Ann>',
  '</v>',
  '<i>',
  '<c.a>',
  '<00:01.000>',
  '{\\an8}',
  '{b}',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '\ufeff',
  '\u2028',
  '\u0000',
  '\u001b[2J',
  '\u0085',
  '\u202e',
  '\u200f',
  '\ud800',
  '42',
  '7',
  'NOTE',
  'STYLE',
  'WEBVTT',
  'Ann',
  'Ann: ',
  'Bo: ',
  'spk_0: ',
  'Note: ',
  'a: b',
  '>> ',
  '- ',
  '-',
  '：',
  'שלום',
  'مرحبا',
  '日本',
  '🙂',
  'hello',
  'No.',
] as const;

const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PARTS) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));
const speaker = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'spk_0',
      'spk_1',
      'Ann Lee',
      'Bo',
      'Agent',
      'ann',
      'Note',
      'x: y',
      'Lee, Ann',
      'a@b',
      '-',
      '42',
      '12:30',
      'Ann (SL)',
      'R&D <b>',
      'שרה',
    ),
  },
  text,
);

const segments = fc
  .array(fc.record({ text, speaker, stepMs: fc.nat(2_000), lengthMs: fc.nat(3_000) }), { maxLength: 12 })
  .map((made) => {
    let atMs = 0;
    return made.map(({ text, speaker, stepMs, lengthMs }, index): Segment => {
      atMs += stepMs;
      return { index, text, start_ms: atMs, end_ms: atMs + lengthMs, ...(speaker !== undefined && { speaker }) };
    });
  });

describe.each(EACH)('what is written as %s', (name) => {
  it('is read with the same times, texts and speakers, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(segments, async (given) => deepStrictEqual(await readAgain(name, given), shown(given))),
      { numRuns: 400 },
    );
  });

  it.each(Object.entries(FOREIGN_DOCUMENTS))(
    'is read with the same times, texts and speakers of calls of %s',
    async (_, documents) => {
      await fc.assert(
        fc.asyncProperty(documents(), async ({ expected: { analysis } }) => {
          const given = (analysis.transcript?.segments ?? []).map(
            ({ index, text, startMs, endMs, speaker, speakerName }): Segment => ({
              index,
              text,
              start_ms: startMs,
              end_ms: endMs,
              ...(speaker !== undefined && { speaker }),
              ...(speakerName !== undefined && { speaker_name: speakerName }),
            }),
          );
          deepStrictEqual(await readAgain(name, given), shown(given));
        }),
        { numRuns: 40 },
      );
    },
  );

  it('has one line for each text, and nothing that a terminal takes for a command', async () => {
    await fc.assert(
      fc.property(segments, (given) => {
        const written = WRITERS[name]({ segments: given });
        expect(written).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
        const cues = given.filter(isShown).length;
        expect(written.match(/\n/g) ?? []).toHaveLength(name === 'webvtt' ? 4 * cues + 1 : Math.max(0, 4 * cues - 1));
      }),
    );
  });
});

const said = (text: string, more: Partial<Segment> = {}): Segment => ({
  index: 0,
  text,
  start_ms: 500,
  end_ms: 1_500,
  ...more,
});
const HOURS_MS = 100 * 3_600_000;
const SEGMENTS: Segment[] = [
  said('a <i> & b --> c', { end_ms: 500, speaker: 'spk_0', speaker_name: 'Ann' }),
  said('I see < 3 & AT&T.', { index: 1, speaker: 'spk_0' }),
  said('late', { index: 2, start_ms: HOURS_MS, end_ms: HOURS_MS + 1 }),
];

it('has cues with the names of speakers, hours beyond a day, and no markup from what was said', () => {
  expect(toVtt({ segments: SEGMENTS })).toBe(
    'WEBVTT\n\n1\n00:00:00.500 --> 00:00:00.500\n<v Ann>a &lt;i&gt; &amp; b --&gt; c\n\n' +
      '2\n00:00:00.500 --> 00:00:01.500\n<v Ann>I see &lt; 3 &amp; AT&amp;T.\n\n' +
      '3\n100:00:00.000 --> 100:00:00.001\nlate\n',
  );
  expect(toSrt({ segments: SEGMENTS })).toBe(
    '1\n00:00:00,500 --> 00:00:00,500\nAnn: a &lt;i> & b --&gt; c\n\n' +
      '2\n00:00:00,500 --> 00:00:01,500\nAnn: I see < 3 & AT&T.\n\n' +
      '3\n100:00:00,000 --> 100:00:00,001\n<v>late</v>\n',
  );
});

it('tells two speakers of one name apart by their labels', () => {
  const twins = ['spk_0', 'spk_1'].map((speaker) => said('Hi.', { speaker, speaker_name: 'Ann' }));
  expect(toVtt({ segments: twins }).match(/<v.*>/g)).toEqual(['<v Ann (spk_0)>', '<v Ann (spk_1)>']);
});

it('says of what was not understood that it was not', () => {
  const call = { understood: false, not_understood_reason: 'noise', segments: [said('Hm.', { understood: false })] };
  expect(toVtt(call)).toContain('WEBVTT\n\nNOTE not understood: noise\n\n1\n');
  for (const write of [toVtt, toSrt]) expect(write(call)).toContain('\n[not understood] Hm.\n');
});

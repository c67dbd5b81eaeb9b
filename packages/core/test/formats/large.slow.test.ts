import { expect, test } from 'vitest';
import { readAssemblyAi } from '../../src/formats/assemblyai/read.js';
import { readCallAnalytics } from '../../src/formats/call-analytics/read.js';
import { readSrt, readWebVtt } from '../../src/formats/captions/read.js';
import { readDeepgram } from '../../src/formats/deepgram/read.js';
import { readPca } from '../../src/formats/pca/read.js';
import { redactedCall } from '../../src/formats/redacted-call.js';
import { readWhisper } from '../../src/formats/whisper/read.js';
import { transcriptFile } from '../../src/index.js';
import { utf8 } from '../input/json-text.js';

const COUNT = 8_000;
const all = <T>(of: (index: number) => T): T[] => Array.from({ length: COUNT }, (_, index) => of(index));
const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
/** Reading takes a tenth of it at most; in time that grows with the square, several times as long. */
const PATIENCE_MS = 4_000;

const PCA = {
  ConversationAnalytics: {
    IssuesDetected: all((index) => ({ Text: `nowhere at last ${index}` })),
    CategoriesDetected: [{ Name: 'c', Timestamps: all((index) => ({ BeginOffsetSecs: COUNT - index / 100 })) }],
  },
  SpeechSegments: all((index) => ({
    SegmentStartTime: index,
    SegmentEndTime: index + 1,
    SegmentSpeaker: `Speaker called ${index}`,
    DisplayText: `nowhere at all ${index}, `.repeat(12),
    IssuesDetected: [{ Text: `nowhere at last ${index + COUNT / 2}` }],
    EntitiesDetected: [{ Type: 'PERSON', Text: `Nobody ${index}` }],
  })),
};

const span = (index: number) => ({ BeginOffsetMillis: index * 10, EndOffsetMillis: index * 10 + 9 });
const CALL_ANALYTICS = {
  Participants: all((index) => ({ ParticipantId: `p${index}`, ParticipantRole: 'AGENT' })),
  Categories: {
    MatchedCategories: all((index) => `c${index}`),
    MatchedDetails: Object.fromEntries(
      all((index) => [
        `c${index} `,
        { PointsOfInterest: [{ ...span(COUNT - index), TranscriptItems: [{ Id: `t${COUNT - index}` }] }] },
      ]),
    ),
  },
  Transcript: [
    ...all((index) => ({ Id: `t${index}`, Content: `Said ${index}.`, ParticipantRole: 'AGENT', ...span(index) })),
    {
      Content: 'word '.repeat(10 * COUNT),
      ...span(COUNT),
      Redaction: { RedactedTimestamps: all(span) },
      Items: all((index) => ({ Type: 'pronunciation', Content: `absent${index}`, ...span(index) })),
    },
  ],
};

const textOf = (text: string) => transcriptFile(utf8(text), 'call.vtt');
/** A megabyte of each thing that a reader of captions looks for, and never finds the end of. */
const UNENDED = [
  '<v ',
  '<v',
  '<c.',
  '<00:',
  '{\\b',
  '&#',
  '> ',
  '- ',
  ': ',
  ':',
  ' ',
  '\t\u00a0',
  'A ',
  'Ann: ',
  '9',
  '9:',
  '\n',
  '1\n',
  'NOTE\n',
  '\r\n\n',
];
const CAPTIONS = UNENDED.map((part) => `WEBVTT\n\n00:01 --> 00:02\n${part.repeat(1_000_000 / part.length)}`);
const CUES = ['WEBVTT', ...all((index) => `00:01 --> 00:02\n${`Ann ${index}: again\n`.repeat(12)}`)].join('\n\n');

const words = all((index) => ({ word: `w${index}`, text: `w${index}`, start: index, end: index + 1 }));
const range = { start_word: 0, end_word: COUNT };
const DEEPGRAM = {
  results: {
    channels: [
      {
        alternatives: [
          {
            transcript: 'x',
            words: words.map((word, index) => ({ ...word, speaker: index >> 4 })),
            entities: all(() => ({ label: 'NAME', value: 'x', ...range })),
            summaries: all(() => ({ summary: 'x', ...range })),
          },
        ],
      },
    ],
    sentiments: { segments: all(() => ({ sentiment: 'positive', sentiment_score: 1, ...range })) },
    topics: { segments: all(() => ({ topics: [{ topic: 'x' }], ...range })) },
  },
};
const wholeCall = { start: 0, end: COUNT };
const ASSEMBLYAI = {
  id: 'x',
  text: 'x',
  words: words.map((word, index) => ({ ...word, speaker: `s${index}` })),
  chapters: all(() => ({ summary: 'x', ...wholeCall })),
  entities: all(() => ({ entity_type: 'x', text: 'nowhere', ...wholeCall })),
  auto_highlights_result: { results: all(() => ({ text: 'x', timestamps: [wholeCall] })) },
};
const WHISPER = { segments: all((index) => ({ text: 'x', start: index, end: index })), words };

test.each([
  ['Deepgram', () => readDeepgram(fileOf(DEEPGRAM), { words: true })],
  ['AssemblyAI', () => readAssemblyAi(fileOf(ASSEMBLYAI), { words: true })],
  ['Whisper', () => readWhisper(fileOf(WHISPER), { words: true })],
  ['Post Call Analytics', () => readPca(fileOf(PCA), { words: true })],
  ['Call Analytics', () => readCallAnalytics(fileOf(CALL_ANALYTICS), { words: true })],
  ['WebVTT', () => CAPTIONS.map((text) => readWebVtt(textOf(text), { words: true }))],
  ['WebVTT with many cues', () => readWebVtt(textOf(CUES), { words: true })],
  ['SRT', () => CAPTIONS.map((text) => readSrt(textOf(text), { words: true }))],
  ['Post Call Analytics, redacted', () => redactedCall(readPca(fileOf(PCA), {}).analysis)],
])('a hostile document of %s takes little more time than a large one', async (_, read) => {
  const startedMs = performance.now();
  await read();
  expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS);
});

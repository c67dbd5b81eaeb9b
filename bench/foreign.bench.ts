import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS, ObjectUri } from '@earshot/core';
import { ingest } from './ingest.bench.ts';
import { type Effort, type Figure, figure, ratioOf, round } from './measure.ts';

const WORDS = 'good morning this is the lamp shop how may I help you today my new lamp hums when it is on'.split(' ');
const WORDS_PER_TURN = 14;
const TURN_SECONDS = 5;

/** A document of Post Call Analytics about a call of so many minutes, with words. */
function pcaDocument(minutes: number, guid: string): string {
  const turns = Array.from({ length: Math.round((minutes * 60) / TURN_SECONDS) }, (_, turn) => {
    const start = turn * TURN_SECONDS;
    const words = Array.from({ length: WORDS_PER_TURN }, (_, at) => {
      const StartTime = round(start + at * 0.3);
      const word = WORDS[(turn + at) % WORDS.length] ?? '';
      return { Text: (at === 0 ? '' : ' ') + word, Confidence: 0.9876, StartTime, EndTime: round(StartTime + 0.25) };
    });
    const text = words.map(({ Text }) => Text).join('');
    return {
      SegmentStartTime: start,
      SegmentEndTime: start + 4.5,
      SegmentSpeaker: `spk_${turn % 2}`,
      SegmentInterruption: false,
      IVRSegment: false,
      OriginalText: text,
      DisplayText: text,
      TextEdited: 0,
      LoudnessScores: [71.5, 80.25, null, 77, 79.9],
      SentimentIsPositive: turn % 5 === 0 ? 1 : 0,
      SentimentIsNegative: 0,
      SentimentScore: turn % 5 === 0 ? 5 : 0,
      BaseSentimentScores: { Positive: 0, Negative: 0, Neutral: 1 },
      EntitiesDetected: [],
      CategoriesDetected: [],
      FollowOnCategories: [],
      IssuesDetected: [],
      ActionItemsDetected: [],
      OutcomesDetected: [],
      WordConfidence: words,
    };
  });
  const job = { TranscribeApiType: 'analytics', TranscriptionJobName: guid, AverageWordConfidence: 0.98 };
  const labels = [0, 1].map((nth) => ({ Speaker: `spk_${nth}`, DisplayText: nth === 0 ? 'Customer' : 'Agent' }));
  const call = {
    GUID: guid,
    LanguageCode: 'en-US',
    Duration: String(minutes * 60),
    SpeakerLabels: labels,
    SourceInformation: [{ TranscribeJobInfo: job }],
  };
  return JSON.stringify({ ConversationAnalytics: call, SpeechSegments: turns });
}

/**
 * `read-pca-1h`: the bytes of a document to its call with words, to `JSON.parse` of the same bytes. `ingest-foreign`: calls per second
 * over a folder of documents of four and a half minutes, and `ingest-foreign-rss`, the most memory that takes.
 */
export async function* foreignBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const bytes = Buffer.from(pcaDocument(60, 'one'));
  const pca = FORMATS.find(({ name }) => name === 'pca');
  if (pca === undefined) throw new Error('no format pca');
  const uri = ObjectUri.parse('s3://b/parsedFiles/one.json');
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  // A copy each time: the same bytes are decoded once.
  const store = { get: async () => Uint8Array.from(bytes) };
  const read = () => pca.read(uri, { store, copies: 'original', bounds, words: true });
  const parse = () => JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes)));
  yield figure('read-pca-1h', 1.25, await ratioOf(read, parse, effort, 400));

  const count = effort.smoke ? 100 : 10_000;
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    for (let index = 0; index < count; index++) {
      await writeFile(join(folder, `call-${index}.json`), pcaDocument(4.5, `guid-${index}`));
    }
    const startedMs = performance.now();
    const { peakMb, stored } = await ingest(folder, join(folder, 'data'));
    const perSecond = count / ((performance.now() - startedMs) / 1_000);
    if (stored !== count) throw new Error(`${stored} of ${count} calls were stored`);
    const note = `calls/s over ${count} documents of Post Call Analytics`;
    yield { name: 'ingest-foreign', value: round(perSecond), limit: 100, better: 'higher', note };
    yield { name: 'ingest-foreign-rss', value: round(peakMb), limit: 300, better: 'lower', note: 'MB peak' };
  } finally {
    await rm(folder, { recursive: true });
  }
}

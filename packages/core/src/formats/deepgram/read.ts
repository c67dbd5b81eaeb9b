import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import { count, ratio, seconds, strictlyWithin, text, texts, within } from '../../input/read-fields.js';
import { customFieldsOf } from '../custom-fields.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import { masksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import { transcriptOf } from '../spoken/transcript.js';
import { labelIn } from '../spoken/words.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';
import { entitiesIn, findingsIn, giveSentiments, partSummariesIn, summaryIn } from './insights.js';
import { type Channel, channelsIn, turnsIn } from './turns.js';
import { wordRanges } from './word-ranges.js';

/** Reads what Deepgram answered for a recording. */
export function readDeepgram(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = jsonObjectIn(file);
  return importing('Deepgram transcript', () => {
    const facts = within(document, 'metadata', (metadata) => ({
      callId: labelIn(metadata, 'request_id'),
      durationMs: seconds(metadata, 'duration'),
      channelCount: count(metadata, 'channels'),
    }));
    const analysis =
      strictlyWithin(document, 'results', (results) => analysisOf(document, results, facts ?? {}, options)) ??
      wrong('results', 'an object', document['results']);
    return { callId: facts?.callId, analysis };
  });
}

interface Facts {
  readonly durationMs?: number | undefined;
  readonly channelCount?: number | undefined;
}

function analysisOf(
  document: JsonObject,
  results: JsonObject,
  { durationMs, channelCount }: Facts,
  options: ReadOptions,
): ImportedCall['analysis'] {
  if (!Array.isArray(results['channels'])) wrong('channels', 'an array', results['channels']);
  const channels = channelsIn(results);
  const whole = channels
    .map(({ alternative }) => text(alternative, 'transcript') ?? '')
    .join(' ')
    .trim();
  const { transcript, findings } = transcriptOf(turnsIn(results, channels), { text: whole, durationMs }, options);
  const { segments } = transcript;
  const rangeOf = wordRanges(segments);
  giveSentiments(results, segments, channels, rangeOf);
  const found = findingsIn(results, channels, rangeOf);
  const entities = entitiesIn(channels, rangeOf);
  const [first] = channels;
  return {
    ...present({
      confidence: channels.length === 1 && first !== undefined ? ratio(first.alternative, 'confidence') : undefined,
      callSummary: summaryIn(results, whole),
      language: present({ dominant: first === undefined ? undefined : languageOf(first) }),
      mediaFacts: present({ durationMs, channelCount }),
    }),
    transcript,
    categories: [],
    topics: [...new Set(found.flatMap(({ kind, value }) => (kind === 'topic' ? [String(value)] : [])))],
    topicSummaries: partSummariesIn(channels, rangeOf),
    moderation: [],
    sensitiveData: segments.flatMap(masksIn),
    findings: [...findings, ...found],
    ...(entities.length > 0 && { entities }),
    customFields: customFieldsOf(remaining(document, results, channels)),
  };
}

/** Where several languages are spoken, the one that most words are in comes first. */
function languageOf({ raw, alternative }: Channel): string | undefined {
  return labelIn(raw, 'detected_language') ?? texts(alternative, 'languages')?.[0];
}

/** What has a place in the model, in each part of a document. */
const IN_METADATA = new Set(['request_id', 'duration', 'channels', 'transaction_key']);
const IN_RESULTS = new Set(['channels', 'utterances', 'summary', 'topics', 'intents', 'sentiments']);
const IN_CHANNEL = new Set(['alternatives', 'detected_language']);
const IN_ALTERNATIVE = new Set(['transcript', 'words', 'paragraphs', 'entities', 'topics', 'intents', 'summaries']);

/** All that the model has no place for, under the vendor's names. */
function remaining(document: JsonObject, results: JsonObject, channels: readonly Channel[]): [string, unknown][] {
  const ofChannels = channels.map(({ raw, alternative }) => {
    const { confidence, ...left } = Object.fromEntries(without(alternative, IN_ALTERNATIVE));
    const several = channels.length > 1 && confidence !== undefined ? { confidence } : {};
    return { ...Object.fromEntries(without(raw, IN_CHANNEL)), ...left, ...several };
  });
  const { metadata } = document;
  const { sentiments } = results;
  const average = isObject(sentiments) ? sentiments['average'] : undefined;
  const fields: [string, unknown][] = [
    ...without(document, new Set(['results', 'metadata'])),
    ['metadata', isObject(metadata) ? Object.fromEntries(without(metadata, IN_METADATA)) : metadata],
    ...without(results, IN_RESULTS),
    ['sentiments', average === undefined ? undefined : { average }],
    ['channels', ofChannels.some((left) => Object.keys(left).length > 0) ? ofChannels : undefined],
  ];
  return fields.filter(([, value]) => (isObject(value) ? Object.keys(value).length > 0 : (value ?? null) !== null));
}

function without(object: JsonObject, inModel: ReadonlySet<string>): [string, unknown][] {
  return Object.entries(object).filter(([key, value]) => !inModel.has(key) && value !== null);
}

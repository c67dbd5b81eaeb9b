import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import { count, ratio, seconds, text } from '../../input/read-fields.js';
import type { SensitiveDataFinding, TranscriptSegment } from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';
import { customFieldsOf } from '../custom-fields.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import { masksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import { segmentFinder } from '../spoken/places.js';
import { transcriptOf } from '../spoken/transcript.js';
import { labelIn } from '../spoken/words.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';
import { chaptersIn, entitiesIn, findingsIn, moderationIn } from './insights.js';
import { giveSentiments, turnsIn } from './turns.js';

/** Reads a transcript of AssemblyAI. One that failed, isn't done yet, or was deleted says nothing, and is refused. */
export function readAssemblyAi(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = jsonObjectIn(file);
  return importing('AssemblyAI transcript', () => {
    const { text: whole, words, utterances, status } = document;
    const hasWords = [words, utterances].some((list) => Array.isArray(list) && list.length > 0);
    if (typeof whole !== 'string' && !hasWords) wrong('text', 'a text', whole);
    if (whole === DELETED && !hasWords) wrong('words', 'the words of a transcript that was not deleted', words);
    if (status === 'queued' || status === 'processing' || status === 'error') wrong('status', '"completed"', status);
    return {
      callId: labelIn(document, 'id'),
      mediaUri: mediaUriOf(document),
      isRedacted: isRedacted(document),
      analysis: analysisOf(document, options),
    };
  });
}

/** The text of a transcript after its deletion. */
const DELETED = 'Deleted by user.';

/** A URL without what may give access: the user and the password in it, and what is after a question mark. */
function withoutAccess(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/]*@/i, '$1');
}

/** Where the recording was read from. */
function audioUrlOf(document: JsonObject): string | undefined {
  return withoutAccess(text(document, 'audio_url') ?? '') || undefined;
}

/** An object of Amazon S3 by its URL, which is all that AssemblyAI reads. Other URLs are no objects of a store. */
function mediaUriOf(document: JsonObject): ObjectUri | undefined {
  const [, bucket, key = ''] = S3_OBJECT.exec(audioUrlOf(document) ?? '') ?? [];
  return ObjectUri.safeParse(bucket === undefined ? undefined : `s3://${bucket}/${unescaped(key)}`).data;
}

// Bounded, and each part in one way, since any text may be here.
const S3_OBJECT = /^https:\/\/([a-z0-9][a-z0-9.-]{0,62})\.s3(?:[.-][a-z0-9.-]{1,60})?\.amazonaws\.com(?:\.cn)?\/(.+)$/;

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** Personal data is masked in the transcript alone, not in what was concluded from it. */
function isRedacted(document: JsonObject): boolean {
  const others = ['summary', 'chapters', 'auto_highlights_result', 'iab_categories_result', 'content_safety_labels'];
  return document['redact_pii'] === true && others.every((key) => !isSaid(document[key]));
}

function analysisOf(document: JsonObject, options: ReadOptions): ImportedCall['analysis'] {
  const durationMs = seconds(document, 'audio_duration');
  const whole = { text: (text(document, 'text') ?? '').trim(), durationMs };
  const { transcript, findings } = transcriptOf(turnsIn(document), whole, options);
  const { segments } = transcript;
  const segmentAt = segmentFinder(segments);
  giveSentiments(document, segmentAt);
  const found = findingsIn(document, segmentAt);
  const chapters = chaptersIn(document, segments);
  const entities = entitiesIn(document, segmentAt);
  const topics = found.flatMap(({ kind, value }) => (kind === 'topic' ? [String(value)] : []));
  return {
    ...present({
      confidence: ratio(document, 'confidence'),
      callSummary: labelIn(document, 'summary'),
      language: present({ dominant: labelIn(document, 'language_code') }),
      mediaFacts: present({ durationMs, channelCount: count(document, 'audio_channels') }),
    }),
    transcript,
    categories: [],
    topics: [...new Set([...chapters.flatMap(({ gist }) => gist ?? []), ...topics])],
    topicSummaries: chapters.map(({ topicSummary }) => topicSummary),
    moderation: options.moderation ? moderationIn(document) : [],
    sensitiveData: segments.flatMap((segment) => [
      ...masksIn(segment),
      ...(document['redact_pii'] === true ? hashesIn(segment) : []),
    ]),
    findings: [...findings, ...found],
    ...(entities.length > 0 && { entities }),
    customFields: customFieldsOf(remaining(document, chapters)),
  };
}

/** Where each character of personal data is a hash. */
function hashesIn({ index, text: shown }: TranscriptSegment): SensitiveDataFinding[] {
  return [...shown.matchAll(/#+/g)].map((mask) => ({
    entityType: 'PII',
    segmentIndex: index,
    startCharacter: mask.index,
    endCharacter: mask.index + mask[0].length,
  }));
}

/** What has a place in the model. */
const IN_MODEL = new Set([
  'id',
  'text',
  'words',
  'utterances',
  'confidence',
  'audio_duration',
  'audio_channels',
  'audio_url',
  'language_code',
  'summary',
  'chapters',
  'entities',
  'sentiment_analysis_results',
  'auto_highlights_result',
]);
/** Features of which the results have a place, and the totals none. */
const TOTALS = new Set(['iab_categories_result', 'content_safety_labels']);

/** All that the model has no place for, under the vendor's names. Settings that are off say nothing. */
function remaining(document: JsonObject, chapters: ReturnType<typeof chaptersIn>): [string, unknown][] {
  const kept = Object.entries(document).flatMap(([key, value]): [string, unknown][] => {
    if (IN_MODEL.has(key) || !isSaid(value)) return [];
    if (key.endsWith('_url') && typeof value === 'string') return [[key, withoutAccess(value)]];
    if (!TOTALS.has(key) || !isObject(value)) return [[key, value]];
    const { results: _, status: __, ...totals } = value;
    const said = Object.entries(totals).filter(([, total]) => isSaid(total));
    return said.length > 0 ? [[key, Object.fromEntries(said)]] : [];
  });
  const url = mediaUriOf(document) === undefined ? audioUrlOf(document) : undefined;
  if (url !== undefined) kept.push(['audio_url', url]);
  const headlines = chapters.map(({ headline }) => headline ?? null);
  return headlines.some((headline) => headline !== null) ? [...kept, ['headlines', headlines]] : kept;
}

function isSaid(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (isObject(value) && value['status'] === 'unavailable') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

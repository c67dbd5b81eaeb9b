import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import {
  count,
  each,
  number,
  requiredNumber,
  requiredSeconds,
  seconds,
  strictlyWithin,
  text,
  within,
} from '../../input/read-fields.js';
import type { Language, ModerationFinding } from '../../model/analysis.js';
import { customFieldsOf } from '../custom-fields.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';
import { segmentsOf } from './segments.js';
import { turnsIn } from './turns.js';

/** What of a document, and of its results, has a place in the model, or repeats what has one. */
const IN_MODEL = new Set(['jobName', 'results', 'isRedacted']);
const RESULTS_IN_MODEL = new Set([
  'transcripts',
  'items',
  'audio_segments',
  'segments',
  'speaker_labels',
  'channel_labels',
  'language_code',
  'toxicity_detection',
]);

/** Reads what a job of Amazon Transcribe wrote, of any generation. */
export function readTranscribe(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = documentIn(file);
  return importing('Amazon Transcribe transcript', () => ({
    callId: text(document, 'jobName') || undefined,
    isRedacted: document['isRedacted'] === true,
    analysis:
      strictlyWithin(document, 'results', (results) => analysisOf(document, results, options)) ??
      wrong('results', 'an object', document['results']),
  }));
}

/** Newer documents say twice who speaks when, in arrays that are a quarter of them: those are not parsed where items say it. */
function documentIn(file: TranscriptFile): JsonObject {
  // Searching for it as a string takes four times as long.
  if (!/"audio_segments"/.test(file.text())) return jsonObjectIn(file);
  const document = jsonObjectIn(file, ['segments']);
  const { results } = document;
  return isObject(results) && saysSpeakersTwice(results) ? document : jsonObjectIn(file);
}

function saysSpeakersTwice({ audio_segments: segments, items }: JsonObject): boolean {
  if (!Array.isArray(segments) || segments.length === 0 || !Array.isArray(items)) return false;
  return items.every((item) => isObject(item) && (item['type'] === 'punctuation' || item['speaker_label']));
}

function analysisOf(document: JsonObject, results: JsonObject, options: ReadOptions): ImportedCall['analysis'] {
  const { transcripts } = results;
  if (!Array.isArray(transcripts) && !Array.isArray(results['items'])) wrong('transcripts', 'an array', transcripts);
  const whole = each(results, 'transcripts', (raw) => text(raw, 'transcript') ?? '').join(' ');
  const read = segmentsOf(turnsIn(results), whole, options);
  const outside = (object: JsonObject, inModel: ReadonlySet<string>) =>
    Object.entries(object).filter(([key, value]) => !inModel.has(key) && value !== null);
  return {
    ...present({
      language: languageOf(results),
      statistics: present({
        speakerCount: within(results, 'speaker_labels', (block) => count(block, 'speakers')),
        channelCount: within(results, 'channel_labels', (block) => count(block, 'number_of_channels')),
      }),
    }),
    transcript: read.transcript,
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: options.moderation ? each(results, 'toxicity_detection', toxicityOf) : [],
    sensitiveData: read.sensitiveData,
    findings: read.findings,
    customFields: customFieldsOf([...outside(document, IN_MODEL), ...outside(results, RESULTS_IN_MODEL)]),
  };
}

/** Of several languages, the one that is spoken for the longest. */
function languageOf(results: JsonObject): Language | undefined {
  const spoken = each(results, 'language_codes', (raw) => ({
    code: text(raw, 'language_code'),
    durationMs: seconds(raw, 'duration_in_seconds') ?? 0,
  }));
  const [longest] = spoken.toSorted((a, b) => b.durationMs - a.durationMs);
  return present({ dominant: text(results, 'language_code') ?? longest?.code });
}

function toxicityOf(raw: JsonObject): ModerationFinding {
  const startMs = requiredSeconds(raw, 'start_time');
  return {
    startMs,
    endMs: Math.max(startMs, seconds(raw, 'end_time') ?? startMs),
    confidence: requiredNumber(raw, 'toxicity'),
    categories:
      within(raw, 'categories', (scores) =>
        Object.fromEntries(
          Object.keys(scores).flatMap((name) => {
            const score = number(scores, name);
            return score === undefined ? [] : [[name, score]];
          }),
        ),
      ) ?? {},
  };
}

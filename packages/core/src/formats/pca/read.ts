import { leaveOut, wrong } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import { each, number, seconds, strictlyWithin, text, within } from '../../input/read-fields.js';
import { ObjectUri } from '../../model/uri.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';
import { timeInZone } from './conversation-time.js';
import { customFieldsOfCall } from './custom-fields.js';
import { categoriesOf, rolesOf, type SpeakerLabel, sayingsOf } from './insights.js';
import { named } from './said.js';
import { type ReadSegments, readSegments } from './segments.js';
import { speakerStatisticsOf } from './speaker-statistics.js';

/** Reads a document of Post Call Analytics, of the shape of 2021 or of any later one. */
export function readPca(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = jsonObjectIn(file, options.words ? [] : ['WordConfidence']);
  return importing('Post Call Analytics transcript', () => {
    if (!Array.isArray(document['SpeechSegments'])) wrong('SpeechSegments', 'an array', document['SpeechSegments']);
    const inCall = <T>(read: (block: JsonObject) => T): T =>
      strictlyWithin(document, 'ConversationAnalytics', read) ?? wrong('ConversationAnalytics', 'an object', undefined);
    const labels = inCall((block) => each(block, 'SpeakerLabels', labelOf).flatMap((label) => label ?? []));
    const names = new Map(labels.flatMap(({ speaker, name }) => (name === undefined ? [] : [[speaker, name]])));
    const read = readSegments(document, names, options);
    return inCall((block) => callOf(block, labels, read));
  });
}

function labelOf(raw: JsonObject): SpeakerLabel | undefined {
  const speaker = named(raw, 'Speaker');
  return speaker === undefined ? undefined : { speaker, name: named(raw, 'DisplayText'), userId: named(raw, 'UserId') };
}

function callOf(block: JsonObject, labels: readonly SpeakerLabel[], read: ReadSegments): ImportedCall {
  const job = jobOf(block);
  const { callSummary, audioSummary, topics } = summariesOf(block);
  const { categories, findings } = categoriesOf(block, read);
  const nonTalk = within(block, 'SpeakerTime', (times) => within(times, 'NonTalkTime', spansOf)) ?? [];
  const speakerStatistics = speakerStatisticsOf(block);
  const language = present({ dominant: named(block, 'LanguageCode') });
  const mediaFacts = present({
    durationMs: durationOf(block, read),
    format: job?.format,
    sampleRateHz: job?.sampleRateHz,
  });
  return {
    callId: named(block, 'GUID') ?? job?.name,
    recordedAtMs: recordedAtOf(block),
    mediaUri: job?.mediaUri,
    isRedacted: job?.isRedacted,
    analysis: {
      ...present({ callSummary, audioSummary, confidence: job?.confidence, language, mediaFacts }),
      categories,
      topics,
      topicSummaries: [],
      moderation: [],
      transcript: read.transcript,
      sensitiveData: [...read.sensitiveData],
      findings: [...read.findings, ...rolesOf(labels), ...sayingsOf(block, read), ...findings],
      ...(nonTalk.length > 0 && { nonTalk }),
      ...((read.interruptions.length > 0 || job?.isAnalytics) && { interruptions: [...read.interruptions] }),
      ...(speakerStatistics.length > 0 && { speakerStatistics }),
      ...(read.entities.length > 0 && { entities: [...read.entities] }),
      customFields: customFieldsOfCall(block, read),
    },
  };
}

/** What is known of the job of Amazon Transcribe. There is always one. */
function jobOf(block: JsonObject) {
  const [job] = each(block, 'SourceInformation', (source) =>
    within(source, 'TranscribeJobInfo', (raw) => {
      const confidence = number(raw, 'AverageWordConfidence');
      return {
        name: named(raw, 'TranscriptionJobName'),
        mediaUri: ObjectUri.safeParse(text(raw, 'MediaOriginalUri')).data,
        format: named(raw, 'MediaFormat'),
        sampleRateHz: number(raw, 'MediaSampleRateHertz'),
        confidence: confidence !== undefined && confidence >= 0 && confidence <= 1 ? confidence : undefined,
        isRedacted: raw['RedactedTranscript'] === true,
        // Call Analytics looks for interruptions: none are nobody's.
        isAnalytics: raw['TranscribeApiType'] === 'analytics',
      };
    }),
  );
  return job;
}

/** The end of the last word as a rule. It is 0 for a live transcript without words. */
function durationOf(block: JsonObject, { transcript }: ReadSegments): number | undefined {
  const stated = seconds(block, 'Duration');
  return stated || transcript.segments.reduce((end, { endMs }) => Math.max(end, endMs), 0) || stated;
}

/** Where the file's name said nothing, the time is that of the processing. */
function recordedAtOf(block: JsonObject): number | undefined {
  const written = named(block, 'ConversationTime');
  const zone = named(block, 'ConversationLocation');
  if (written === undefined || zone === undefined || written === named(block, 'ProcessTime')) return undefined;
  const ms = timeInZone(written, zone);
  return ms ?? leaveOut('ConversationTime', `YYYY-MM-DD HH:MM:SS in a zone of the tz database`, written);
}

/** The titles of generated summaries are whatever the prompts were called. */
function summariesOf(block: JsonObject) {
  const { Summary: generated } = block;
  const own = isObject(generated) ? generated : { Summary: generated };
  const said = (key: string) => (typeof own[key] === 'string' && own[key] !== '' ? own[key] : undefined);
  const topic = said('Topic');
  const audioSummary = within(block, 'ContactSummary', (summary) =>
    within(summary, 'AutoGenerated', (auto) => within(auto, 'OverallSummary', (overall) => named(overall, 'Content'))),
  );
  return { callSummary: said('Summary'), audioSummary, topics: topic === undefined ? [] : [topic] };
}

function spansOf(raw: JsonObject) {
  return each(raw, 'Instances', (span) => {
    const startMs = seconds(span, 'BeginOffsetSecs') ?? wrong('BeginOffsetSecs', 'a time', undefined);
    return { startMs, endMs: Math.max(startMs, seconds(span, 'EndOffsetSecs') ?? startMs) };
  });
}

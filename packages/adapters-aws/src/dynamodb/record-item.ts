import {
  Analysis,
  bedrockNames,
  type CallHash,
  type CallOverview,
  CallRecord,
  currentJob,
  dueAtMs,
  JsonValue,
  MediaLocation,
  ObjectUri,
  type SalvagedCall,
  Transcript,
} from '@earshot/core';
import * as z from 'zod/mini';
import { type Item, instantText, jsonText, packedJson, packJson, readStored, storable } from './item.js';
import { dueText, positionText, shardOf } from './keys.js';
import { LongParts, longPartsOf, NO_LONG_PARTS } from './overflow.js';

const {
  hash,
  callId,
  aliases,
  recordedAt,
  revision,
  state,
  history,
  jobs,
  failure,
  startRetry,
  participants,
  sentiment,
  correction,
  telephony,
} = CallRecord.shape;
const { callSummary, audioSummary, categories, topics, customFields } = Analysis.shape;

/** Kept as a map: texts and whole numbers, which DynamoDB carries exactly. Fractions are in JSON text. */
const Details = z.object({
  recordedAtSource: recordedAt.shape.source,
  aliases,
  history,
  jobs,
  media: z.optional(z.omit(MediaLocation, { uri: true })),
  failure,
  startRetry,
  participants: z.optional(jsonText(z.nonoptional(participants))),
  sentiment: z.optional(jsonText(z.nonoptional(sentiment))),
  correction,
  telephony: z.optional(jsonText(z.nonoptional(telephony))),
});
const Facts = z.pick(Analysis, {
  understood: true,
  notUnderstoodReason: true,
  confidence: true,
  language: true,
  mediaFacts: true,
  statistics: true,
  blueprint: true,
  sources: true,
});
const LongDetail = z.extend(z.omit(LongParts, { transcript: true }), {
  segments: z.optional(Transcript.shape.segments),
});

/**
 * What is read of a call's item. What other readers of the table look for is at the top, under the names that they
 * know; what Earshot alone reads is packed. JSON text where numbers or nesting aren't ours to bound: DynamoDB knows
 * neither 1e300 nor a 33rd level.
 */
const RecordItem = z.object({
  hash,
  epchdatetimestamp: recordedAt.shape.ms,
  call_id: callId,
  s3_input_uri: z.optional(ObjectUri),
  call_summary: callSummary,
  call_categories: z.optional(categories),
  topics: z.optional(topics),
  audio_summary: audioSummary,
  created_at: instantText,
  updated_at: instantText,
  state,
  revision,
  details: Details,
  metadata: z.optional(jsonText(z.record(z.string(), JsonValue))),
  custom_fields: z.optional(jsonText(customFields)),
  analysis_facts: z.optional(jsonText(Facts)),
  transcript: z.optional(z.string()),
  analysis_detail: z.optional(packedJson(LongDetail)),
  overflow_uri: z.optional(ObjectUri),
});

/** Attributes that hold long parts. */
export const LONG_ATTRIBUTES = ['transcript', 'topic_summary', 'analysis_detail'] as const;

/** Attributes that an item may lack, and that a save takes away when its record gives them no value. */
export const OPTIONAL_ATTRIBUTES = [
  's3_input_uri',
  's3_output_uri',
  'bedrock_status',
  'bedrock_invocation_arn',
  'job_id',
  'call_summary',
  'call_categories',
  'topics',
  'audio_summary',
  'metadata',
  'custom_fields',
  'analysis_facts',
  ...LONG_ATTRIBUTES,
  'overflow_uri',
  'due_listing',
  'due_position',
] as const;

/** The item of a record, with its long parts, or with the location of a document that holds them. */
export function toItem(record: CallRecord, shards: number, overflowUri?: ObjectUri): Item {
  const { analysis } = record;
  const { uri, ...media } = record.media ?? {};
  const job = currentJob(record);
  const shard = shardOf(record.hash, shards);
  const dueMs = dueAtMs(record);
  return storable({
    hash: record.hash,
    listing: `all#${shard}`,
    state_listing: `${record.state}#${shard}`,
    position: positionText({ recordedAtMs: record.recordedAt.ms, hash: record.hash }),
    ...(dueMs === undefined
      ? {}
      : { due_listing: `${record.state}#${shard}`, due_position: dueText({ dueAtMs: dueMs, hash: record.hash }) }),
    epchdatetimestamp: record.recordedAt.ms,
    call_id: record.callId,
    s3_input_uri: uri,
    // As the HTTP API writes them, for other readers of the table.
    s3_output_uri: job?.outputUri,
    ...bedrockNames(record),
    job_id: job?.jobId,
    created_at: new Date(record.createdAtMs).toISOString(),
    updated_at: new Date(record.updatedAtMs).toISOString(),
    state: record.state,
    revision: record.revision,
    details: {
      recordedAtSource: record.recordedAt.source,
      aliases: record.aliases,
      history: record.history,
      jobs: record.jobs,
      media: record.media && media,
      failure: record.failure,
      startRetry: record.startRetry,
      participants: record.participants && JSON.stringify(record.participants),
      sentiment: record.sentiment && JSON.stringify(record.sentiment),
      correction: record.correction,
      telephony: record.telephony && JSON.stringify(record.telephony),
    },
    metadata: record.metadata && JSON.stringify(record.metadata),
    ...(analysis && overviewAttributes(analysis)),
    ...(overflowUri === undefined ? longAttributes(longPartsOf(record)) : { overflow_uri: overflowUri }),
  });
}

function overviewAttributes(analysis: Analysis): Item {
  const { understood, notUnderstoodReason, confidence, language, mediaFacts, statistics, blueprint, sources } =
    analysis;
  const facts = { understood, notUnderstoodReason, confidence, language, mediaFacts, statistics, blueprint, sources };
  return {
    call_summary: analysis.callSummary,
    call_categories: analysis.categories,
    topics: analysis.topics,
    audio_summary: analysis.audioSummary,
    custom_fields: JSON.stringify(analysis.customFields),
    analysis_facts: JSON.stringify(facts),
  };
}

function longAttributes({ transcript: said, ...parts }: LongParts): Item {
  const isDefault = ([part, list]: [string, readonly unknown[] | undefined]) =>
    part in NO_LONG_PARTS && list?.length === 0;
  if (said === undefined && Object.entries(parts).every(isDefault)) return {};
  const summaries = parts.topicSummaries.flatMap(({ summary }) => summary ?? []);
  return {
    transcript: said?.text,
    topic_summary: summaries.length === 0 ? undefined : summaries.join('\n'),
    analysis_detail: packJson({ segments: said?.segments, ...parts }),
  };
}

/** What an item says, before its long parts are fetched from wherever they lie. */
export interface ReadItem {
  readonly overview: CallOverview;
  /** What the item itself holds of the long parts. */
  readonly longParts: LongParts;
  /** Where the long parts lie instead. */
  readonly overflowUri?: ObjectUri | undefined;
}

/**
 * Reads the item of a call, or the part of one that an index carries.
 * @throws EarshotError `EARSHOT_UNREADABLE`, with `details.hash` and `details.path`, when it says what no record says
 */
export function readItem(found: Item): ReadItem {
  const item = readStored(RecordItem, found, 'an item of the table', { hash: found['hash'] });
  const { details, analysis_facts, s3_input_uri } = item;
  const overview = {
    hash: item.hash,
    callId: item.call_id,
    ...(details.aliases === undefined ? {} : { aliases: details.aliases }),
    revision: item.revision,
    recordedAt: { ms: item.epchdatetimestamp, source: details.recordedAtSource },
    state: item.state,
    history: details.history,
    ...(s3_input_uri === undefined ? {} : { media: { uri: s3_input_uri, ...details.media } }),
    ...(item.metadata === undefined ? {} : { metadata: item.metadata }),
    jobs: details.jobs,
    ...(details.failure === undefined ? {} : { failure: details.failure }),
    ...(details.startRetry === undefined ? {} : { startRetry: details.startRetry }),
    ...(details.participants === undefined ? {} : { participants: details.participants }),
    ...(details.sentiment === undefined ? {} : { sentiment: details.sentiment }),
    ...(details.correction === undefined ? {} : { correction: details.correction }),
    ...(details.telephony === undefined ? {} : { telephony: details.telephony }),
    ...(analysis_facts === undefined ? {} : { analysis: { ...shortAnalysis(item), ...analysis_facts } }),
    createdAtMs: item.created_at,
    updatedAtMs: item.updated_at,
  };
  return { overview, longParts: longPartsIn(item), overflowUri: item.overflow_uri };
}

/** What an item that is no record still says of its call, field by field. */
export function salvageFrom(named: CallHash, item: Item): SalvagedCall {
  const details: unknown = item['details'];
  const kept = typeof details === 'object' && details !== null && 'jobs' in details ? details.jobs : undefined;
  const uri = ObjectUri.safeParse(item['s3_input_uri']).data;
  return {
    hash: named,
    callId: callId.safeParse(item['call_id']).data,
    ...(uri === undefined ? {} : { media: { uri } }),
    jobs: jobs.safeParse(kept).data,
  };
}

type RecordItem = z.output<typeof RecordItem>;

function shortAnalysis({ call_summary, audio_summary, call_categories, topics: named, custom_fields }: RecordItem) {
  return {
    ...(call_summary === undefined ? {} : { callSummary: call_summary }),
    ...(audio_summary === undefined ? {} : { audioSummary: audio_summary }),
    categories: call_categories ?? [],
    topics: named ?? [],
    customFields: custom_fields ?? {},
  };
}

function longPartsIn({ transcript: text, analysis_detail }: RecordItem): LongParts {
  if (analysis_detail === undefined) return NO_LONG_PARTS;
  const { segments, ...parts } = analysis_detail;
  return segments === undefined ? parts : { transcript: { text: text ?? '', segments }, ...parts };
}

/** The record that an item and its long parts make, wherever these came from. */
export function recordOf({ overview, longParts }: Pick<ReadItem, 'overview' | 'longParts'>): CallRecord {
  const { analysis } = overview;
  const { notes, ...parts } = longParts;
  return {
    ...overview,
    ...(analysis === undefined ? {} : { analysis: { ...analysis, ...parts } }),
    ...(notes && { notes }),
  } as CallRecord;
}

/** The record of an item that holds its long parts itself: the inverse of {@link toItem}. */
export function fromItem(item: Item): CallRecord {
  return recordOf(readItem(item));
}

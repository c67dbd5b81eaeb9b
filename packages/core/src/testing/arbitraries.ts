import * as fc from 'fast-check';
import { type Analysis, COPIES } from '../model/analysis.js';
import { type CallHash, type CallId, type MediaLocation, RECORDED_AT_SOURCES, type RecordedAt } from '../model/call.js';
import type { CallSentiment } from '../model/call-sentiment.js';
import { SENTIMENT_LABELS } from '../model/finding.js';
import { type AnalysisJob, type Failure, JOB_STATES, type JobId } from '../model/job.js';
import type { Note } from '../model/note.js';
import { CallFilter } from '../model/page.js';
import { PARTICIPANTS_VERSION, type Participant, type Participants } from '../model/participant.js';
import { type CallRecord, RECORD_STATES, type StartRetry, type StateChange } from '../model/record.js';
import type { Telephony } from '../model/telephony.js';
import { textTerms } from '../model/text-terms.js';
import { analysisArbitrary, objectUriArbitrary } from './arbitrary-analysis.js';
import { participantsArbitrary, roleCorrectionArbitrary } from './arbitrary-participants.js';
import {
  CATEGORIES,
  epochMsArbitrary,
  FEW,
  jsonObjectArbitrary,
  label,
  mixed,
  NAMES,
  oftenOf,
  partial,
  TOPICS,
  text,
  WORDS,
  whole,
} from './arbitrary-parts.js';

/** Call ids: any characters but control characters, up to 255 of them. */
export function callIdArbitrary(): fc.Arbitrary<CallId> {
  return fc.oneof(fc.constantFrom(...WORDS), label(255)).map((made) => made as CallId);
}

/** Call hashes. They are no digests of any call id: core computes none. */
export function callHashArbitrary(): fc.Arbitrary<CallHash> {
  return fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((bits) => bits.toString(16).padStart(32, '0') as CallHash);
}

/** Job ids, up to 256 characters. */
export function jobIdArbitrary(): fc.Arbitrary<JobId> {
  return fc.oneof(fc.uuid(), label(256)).map((made) => made as JobId);
}

/** Failures, with an empty reason now and then. */
export function failureArbitrary(): fc.Arbitrary<Failure> {
  const code = fc.constantFrom('EARSHOT_UNREADABLE', 'ServiceUnavailable', 'ClientError');
  return whole<Failure>({ code, reason: text() });
}

/** Recordings as a store describes them. */
export function mediaLocationArbitrary(): fc.Arbitrary<MediaLocation> {
  return mixed<Pick<MediaLocation, 'uri'>, Omit<MediaLocation, 'uri'>>(
    { uri: objectUriArbitrary() },
    {
      versionId: label(40),
      eTag: label(40),
      sizeBytes: fc.maxSafeNat(),
      sequencer: fc.constantFrom('0', '00FF', '0055AED6DCD90281E5'),
      kind: fc.constantFrom('audio', 'video'),
      supersedes: fc.array(objectUriArbitrary(), FEW),
      names: fc.array(objectUriArbitrary(), FEW),
    },
  );
}

/** Recording times. */
export function recordedAtArbitrary(): fc.Arbitrary<RecordedAt> {
  return whole<RecordedAt>({ ms: epochMsArbitrary(), source: fc.constantFrom(...RECORDED_AT_SOURCES) });
}

/** Jobs in any state. */
export function analysisJobArbitrary(): fc.Arbitrary<AnalysisJob> {
  return mixed<Pick<AnalysisJob, 'state'>, Omit<AnalysisJob, 'state'>>(
    { state: fc.constantFrom(...JOB_STATES) },
    {
      jobId: jobIdArbitrary(),
      reference: label(100),
      startedAtMs: epochMsArbitrary(),
      finishedAtMs: epochMsArbitrary(),
      copies: fc.constantFrom(...COPIES),
      outputUri: objectUriArbitrary(),
      failure: failureArbitrary(),
    },
  );
}

function telephonyArbitrary(): fc.Arbitrary<Telephony> {
  return mixed<Pick<Telephony, 'metadata'>, Omit<Telephony, 'metadata'>>(
    { metadata: jsonObjectArbitrary() },
    { callId: callIdArbitrary(), recordedAtMs: epochMsArbitrary() },
  );
}

function noteArbitrary(): fc.Arbitrary<Note> {
  return whole<Note>({ id: label(8), text: label(200), actor: label(40), atMs: epochMsArbitrary() });
}

/** Records of revision 1, as first saved, with any of their members. */
export function callRecordArbitrary(): fc.Arbitrary<CallRecord> {
  type Optional =
    | 'aliases'
    | 'media'
    | 'metadata'
    | 'telephony'
    | 'failure'
    | 'startRetry'
    | 'analysis'
    | 'participants'
    | 'sentiment'
    | 'correction'
    | 'notes';
  const change = mixed<Omit<StateChange, 'jobId'>, Pick<StateChange, 'jobId'>>(
    { state: fc.constantFrom(...RECORD_STATES), atMs: epochMsArbitrary() },
    { jobId: jobIdArbitrary() },
  );
  return mixed<Omit<CallRecord, Optional>, Pick<CallRecord, Optional>>(
    {
      hash: callHashArbitrary(),
      callId: callIdArbitrary(),
      revision: fc.constant(1),
      recordedAt: recordedAtArbitrary(),
      state: fc.constantFrom(...RECORD_STATES),
      history: fc.array(change, { minLength: 1, ...FEW }),
      jobs: fc.array(analysisJobArbitrary(), FEW),
      createdAtMs: epochMsArbitrary(),
      updatedAtMs: epochMsArbitrary(),
    },
    {
      aliases: fc.uniqueArray(callIdArbitrary(), FEW),
      media: mediaLocationArbitrary(),
      metadata: jsonObjectArbitrary(),
      telephony: telephonyArbitrary(),
      failure: failureArbitrary(),
      startRetry: whole<StartRetry>({
        atMs: epochMsArbitrary(),
        count: fc.integer({ min: 1 }),
        failure: failureArbitrary(),
      }),
      analysis: analysisArbitrary(),
      participants: participantsArbitrary(),
      sentiment: callSentimentArbitrary(),
      correction: roleCorrectionArbitrary(),
      notes: fc.array(noteArbitrary(), FEW),
    },
  );
}

/** Sentiments of calls. */
function callSentimentArbitrary(): fc.Arbitrary<CallSentiment> {
  return mixed<Pick<CallSentiment, 'label'>, Pick<CallSentiment, 'score'>>(
    { label: fc.constantFrom(...SENTIMENT_LABELS) },
    {
      score: fc.oneof(
        fc.constantFrom(-1, -0.5, 0, 0.5),
        fc.double({ min: -1, max: 1, noNaN: true }).map((s) => s + 0),
      ),
    },
  );
}

/** Lengths of recordings, ms, some of them equal. */
function durationArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, 60_000, 60_001, 3_600_000), fc.nat({ max: 10_000_000 }));
}

/** Records of calls that differ in hash and share no job. */
export function callRecordsArbitrary(constraints: fc.ArrayConstraints = {}): fc.Arbitrary<CallRecord[]> {
  return fc.uniqueArray(callRecordArbitrary(), {
    maxLength: 8,
    ...constraints,
    comparator: (one, other) => one.hash === other.hash || shareJob(one, other),
  });
}

function shareJob(one: CallRecord, other: CallRecord): boolean {
  return one.jobs.some(({ jobId }) => jobId !== undefined && other.jobs.some((job) => job.jobId === jobId));
}

/** Records with nothing but what lists and filters look at: quicker to make, and to shrink. Not published. */
export function listableRecordArbitrary(): fc.Arbitrary<CallRecord> {
  type Found = Pick<Analysis, 'understood' | 'callSummary' | 'audioSummary' | 'transcript' | 'mediaFacts'>;
  const analysis = mixed<Omit<Analysis, keyof Found>, Found>(
    {
      categories: fc.array(oftenOf(CATEGORIES), FEW),
      topics: fc.array(oftenOf(TOPICS), FEW),
      topicSummaries: fc.constant([]),
      moderation: fc.constant([]),
      sensitiveData: fc.constant([]),
      customFields: fc.constant({}),
      sources: fc.constant([]),
    },
    {
      understood: fc.boolean(),
      callSummary: text(),
      audioSummary: text(),
      transcript: text().map((said) => ({ text: said, segments: [] })),
      mediaFacts: partial<{ durationMs: number }>({ durationMs: durationArbitrary() }),
    },
  );
  const people = whole<Participants>({
    version: fc.constant(PARTICIPANTS_VERSION),
    people: fc.array(participantNamed(), { maxLength: 2 }),
  });
  type Optional = 'analysis' | 'metadata' | 'participants' | 'sentiment';
  return mixed<
    Omit<CallRecord, Optional | 'aliases' | 'media' | 'telephony' | 'failure' | 'startRetry' | 'correction' | 'notes'>,
    Pick<CallRecord, Optional>
  >(
    {
      hash: callHashArbitrary(),
      callId: callIdArbitrary(),
      revision: fc.constant(1),
      recordedAt: recordedAtArbitrary(),
      state: fc.constantFrom(...RECORD_STATES),
      history: fc.constant([{ state: 'submitted', atMs: 0 }]),
      jobs: fc.constant([]),
      createdAtMs: fc.constant(0),
      updatedAtMs: fc.constant(0),
    },
    {
      analysis,
      metadata: partial<{ agent: string; customer: string }>({ agent: oftenOf(NAMES), customer: oftenOf(NAMES) }),
      participants: people,
      sentiment: callSentimentArbitrary(),
    },
  );
}

/** An agent or a customer, with a name as a rule. */
function participantNamed(): fc.Arbitrary<Participant> {
  return mixed<Omit<Participant, 'name'>, Pick<Participant, 'name'>>(
    {
      label: fc.constantFrom('spk_0', 'spk_1'),
      role: fc.constantFrom('agent', 'customer'),
      roleSource: fc.constant('vendor'),
      evidence: fc.constant([]),
    },
    { name: oftenOf(NAMES) },
  );
}

/**
 * Filters that often pass some of the records of {@link callRecordsArbitrary} and refuse others.
 * @param fields which fields a filter may have. @defaultValue all of them
 */
export function callFilterArbitrary(
  fields: readonly (keyof CallFilter)[] = Object.keys(CallFilter.shape) as (keyof CallFilter)[],
): fc.Arbitrary<CallFilter> {
  const full = whole<Required<CallFilter>>({
    category: oftenOf(CATEGORIES),
    topic: oftenOf(TOPICS),
    agent: oftenOf(NAMES),
    customer: oftenOf(NAMES),
    state: fc.constantFrom(...RECORD_STATES),
    sentiment: fc.constantFrom(...SENTIMENT_LABELS),
    understood: fc.boolean(),
    fromMs: epochMsArbitrary(),
    toMs: epochMsArbitrary(),
    minDurationMs: durationArbitrary(),
    maxDurationMs: durationArbitrary(),
    text: fc
      .array(wantedText(), { minLength: 1, maxLength: 2 })
      .map((words) => words.join(' '))
      .filter((wanted) => textTerms(wanted).length > 0),
  });
  const chosen = fc.subarray([...fields], { maxLength: Math.min(3, fields.length) });
  return fc
    .tuple(full, chosen)
    .map(([filter, names]) => Object.fromEntries(names.map((field) => [field, filter[field]])) as CallFilter);
}

/** A word of the records, in another letter case, only a part of it, or as a phrase. */
function wantedText(): fc.Arbitrary<string> {
  const word = fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...CATEGORIES), fc.constantFrom(...TOPICS));
  const changed = fc.constantFrom<(word: string) => string>(
    (same) => same,
    (upper) => upper.toUpperCase(),
    (lower) => lower.toLowerCase(),
    (part) => [...part].slice(0, 2).join(''),
    (part) => [...part].slice(-1).join(''),
    (phrase) => `"${phrase}"`,
    (two) => `"${two} refund"`,
  );
  return fc.tuple(word, changed).map(([found, change]) => change(found));
}

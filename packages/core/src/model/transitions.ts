import { participantsOf } from '../coaching/identify-participants.js';
import { EarshotError, type ErrorCode } from '../errors.js';
import { present } from '../input/json.js';
import type { Analysis } from './analysis.js';
import {
  betterRecordedAt,
  type CallHash,
  type CallId,
  type MediaLocation,
  type RecordedAt,
  type StartRequest,
} from './call.js';
import { type AnalysisJob, CANCELLED, type Failure, isCancelled, type JobId } from './job.js';
import { currentForm, isSuperseded, mediaOfDocument } from './media-reports.js';
import { MAX_NOTES } from './note.js';
import { onlyUnderstood } from './only-understood.js';
import type { CorrectedParticipant } from './participant.js';
import { type CallRecord, currentJob, type RecordState } from './record.js';
import type { Telephony } from './telephony.js';
import type { ObjectUri } from './uri.js';

/*
 * How a record changes. Each function is pure and returns the same object when nothing changes. None moves a record
 * backwards, except that a longer form of the recording starts the call over, and that a failed job may be retried. So the
 * same facts lead to the same record, in any order and however often they arrive.
 */

function newRecord(
  hash: CallHash,
  callId: CallId,
  recordedAt: RecordedAt,
  state: RecordState,
  atMs: number,
  jobId?: JobId,
): CallRecord {
  return {
    hash,
    callId,
    revision: 1,
    recordedAt,
    state,
    history: [{ state, atMs, ...(jobId === undefined ? {} : { jobId }) }],
    jobs: [],
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function revised(record: CallRecord, changes: Partial<CallRecord>, atMs: number): CallRecord {
  // Whatever changes may tell more of who takes part: `updateRecord` identifies them again.
  const { participants: _, ...kept } = record;
  return { ...kept, ...changes, revision: record.revision + 1, updatedAtMs: atMs };
}

function moved(record: CallRecord, state: RecordState, changes: Partial<CallRecord>, atMs: number): CallRecord {
  const jobId = changes.jobs?.at(-1)?.jobId;
  const step = { state, atMs, ...(jobId === undefined ? {} : { jobId }) };
  const { startRetry: _, ...kept } = record;
  return revised(kept, { ...changes, state, history: [...record.history, step] }, atMs);
}

/** The record with the last job changed, or with a first one when it is not among them yet. */
function withJob(record: CallRecord, job: AnalysisJob): AnalysisJob[] {
  const last = currentJob(record);
  return last?.jobId === job.jobId ? [...record.jobs.slice(0, -1), { ...last, ...job }] : [...record.jobs, job];
}

/**
 * A recording was reported. The first report makes the record; later ones add what it lacked. One that supersedes the
 * call's recording starts the call over, from any state; reports of a form that was superseded change no more than the
 * call's time and metadata. Another recording corrects one that could never be read.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has another recording already
 */
export function withRecording(
  record: CallRecord | undefined,
  hash: CallHash,
  request: StartRequest,
  atMs: number,
): CallRecord {
  const { callId, media, metadata } = request;
  if (record === undefined) {
    const made = newRecord(hash, callId, request.recordedAt, 'submitted', atMs);
    return { ...made, ...withAliases(made, request), media, ...(metadata === undefined ? {} : { metadata }) };
  }
  const known = record.media === undefined ? media : currentForm(record.media, media);
  if (known === undefined) {
    if (wasNeverRead(record)) return corrected(record, request, atMs);
    throw new EarshotError('EARSHOT_CONFLICT', `call ${callId} already has another recording: ${record.media?.uri}`, {
      retryable: false,
      details: { field: 'media', expected: record.media?.uri, found: media.uri },
    });
  }
  const recordedAt = betterRecordedAt(record.recordedAt, request.recordedAt);
  const changes: Partial<CallRecord> = {
    ...(sameTime(recordedAt, record.recordedAt) ? {} : { recordedAt }),
    ...(known === record.media ? {} : { media: known }),
    ...withAliases(record, request),
    ...(record.metadata === undefined && metadata !== undefined ? { metadata } : {}),
  };
  if (record.media !== undefined && known.uri !== record.media.uri) return startedOver(record, changes, atMs);
  return Object.keys(changes).length === 0 ? record : revised(record, changes, atMs);
}

/** The names that a report adds to a call. */
function withAliases({ callId, aliases = [] }: CallRecord, request: StartRequest): Pick<CallRecord, 'aliases'> {
  const all = new Set([...aliases, ...(request.aliases ?? [])]);
  all.delete(callId);
  return all.size === aliases.length ? {} : { aliases: [...all].sort() };
}

const NOT_READ = [
  'EARSHOT_INVALID_INPUT',
  'EARSHOT_NOT_FOUND',
  'EARSHOT_NOT_SUPPORTED',
  'EARSHOT_UNREADABLE',
] as const satisfies readonly ErrorCode[];

/** Whether every attempt failed on the recording itself: trying the same one again wouldn't help. */
function wasNeverRead({ state, jobs }: CallRecord): boolean {
  const isNotRead = (job: AnalysisJob) =>
    job.state === 'refused' || NOT_READ.some((code) => code === job.failure?.code);
  return state === 'failed' && jobs.every(isNotRead);
}

/** The call with the recording that was meant. A time that the wrong file's name gave is wrong, too. */
function corrected(record: CallRecord, request: StartRequest, atMs: number): CallRecord {
  const { media, recordedAt, metadata } = request;
  const { failure: _, ...kept } = record;
  const isNamed = record.recordedAt.source.startsWith('media_name');
  const time = isNamed ? recordedAt : betterRecordedAt(record.recordedAt, recordedAt);
  const named = withAliases(record, request);
  const changes = { ...named, media, recordedAt: time, ...(metadata === undefined ? {} : { metadata }) };
  return moved(kept, 'submitted', changes, atMs);
}

/** The call with the longer recording. Jobs that began before no longer count, even one whose start isn't recorded yet. */
function startedOver(record: CallRecord, changes: Partial<CallRecord>, atMs: number): CallRecord {
  const { failure: _, analysis: __, ...kept } = record;
  return moved(kept, 'submitted', { ...changes, jobs: withoutAwaited(record) }, atMs);
}

/** The jobs, of which none counts any longer that is awaited, or may have begun. */
function withoutAwaited({ state, jobs }: CallRecord): AnalysisJob[] {
  const last = jobs.at(-1);
  if (state === 'submitted') return [...jobs, { state: 'superseded' }];
  return last?.state === 'running' ? jobs.with(-1, { ...last, state: 'superseded' }) : jobs;
}

function sameTime(a: RecordedAt, b: RecordedAt): boolean {
  return a.ms === b.ms && a.source === b.source;
}

/**
 * The analyzer accepted the recording, as the job after `attempt` others. A job that has ended meanwhile gets the facts of
 * its start; one of an earlier attempt changes nothing.
 */
export function withJobStarted(record: CallRecord, attempt: number, job: AnalysisJob, atMs: number): CallRecord {
  const at = record.jobs.findIndex((known) => known.jobId === job.jobId);
  const known = record.jobs[at];
  if (known !== undefined) {
    const filled = { ...job, ...known };
    const learnt = Object.keys(filled).length > Object.keys(known).length;
    return learnt ? revised(record, { jobs: record.jobs.with(at, filled) }, atMs) : record;
  }
  const ended = record.jobs[attempt];
  if (ended?.jobId === undefined && (ended?.state === 'superseded' || isCancelled(ended))) {
    return revised(record, { jobs: record.jobs.with(attempt, { ...job, ...ended }) }, atMs);
  }
  if (record.state !== 'submitted' || record.jobs.length !== attempt) return record;
  return moved(record, 'analyzing', { jobs: [...record.jobs, job] }, atMs);
}

/** The analyzer refused the recording, as the job after `attempt` others. A later attempt is unaffected. */
export function withRefusal(record: CallRecord, attempt: number, failure: Failure, atMs: number): CallRecord {
  if (record.state !== 'submitted' || record.jobs.length !== attempt) return record;
  const job: AnalysisJob = { state: 'refused', finishedAtMs: atMs, failure };
  return moved(record, 'failed', { jobs: [...record.jobs, job], failure }, atMs);
}

const LONGEST_PUT_OFF_MS = 15 * 60_000;

/**
 * The job after `attempt` others could not be started, for a reason that may go away. The start is put off, by `firstMs` at
 * first and doubling up to 15 minutes. A later attempt is unaffected.
 */
export function withStartPutOff(
  record: CallRecord,
  attempt: number,
  failure: Failure,
  firstMs: number,
  atMs: number,
): CallRecord {
  if (record.state !== 'submitted' || record.jobs.length !== attempt) return record;
  const count = (record.startRetry?.count ?? 0) + 1;
  const delayMs = Math.min(LONGEST_PUT_OFF_MS, firstMs * 2 ** Math.min(count - 1, 20));
  return revised(record, { startRetry: { atMs: atMs + delayMs, count, failure } }, atMs);
}

/**
 * A person cancels the job after `attempt` others: the call fails, and the end of that job no longer counts, even if it began
 * without its start being recorded. A cancelled job stays as it is.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the job has ended, or another one followed
 */
export function cancelled(record: CallRecord, attempt: number, actor: string, atMs: number): CallRecord {
  const { state, jobs } = record;
  const job = jobs[attempt];
  if (isCancelled(job)) return record;
  const isQueued = state === 'submitted' && jobs.length === attempt;
  if (!isQueued && !(job?.state === 'running' && jobs.length === attempt + 1)) {
    const found = job?.state ?? state;
    throw new EarshotError('EARSHOT_CONFLICT', `only a job that hasn't ended can be cancelled: this one is ${found}`, {
      retryable: false,
      details: { field: 'state', expected: 'queued or running', found },
    });
  }
  const failure = { code: CANCELLED, reason: `cancelled by ${actor}` };
  const ended: AnalysisJob = { ...job, state: 'failed', finishedAtMs: atMs, failure };
  return moved(record, 'failed', { jobs: [...jobs.slice(0, attempt), ended], failure }, atMs);
}

/** Whether a job was cancelled before its start was recorded: an unknown job of the call may be that one. */
function isUnnamedCancelled(job: AnalysisJob): boolean {
  return job.jobId === undefined && isCancelled(job);
}

/** What an event or a manifest says about a call besides its result. */
export interface CallMention {
  readonly hash: CallHash;
  readonly callId: CallId;
  readonly recordedAt: RecordedAt;
  readonly mediaUri?: MediaLocation['uri'] | undefined;
  /** The recording that was found next to a document of another system. */
  readonly beside?: MediaLocation['uri'] | undefined;
  /** If the result is a document of another system: what decides whether it takes the place of another such document. */
  readonly document?: DocumentRank | undefined;
}

/** What decides which of a call's documents of other systems is its result. */
export interface DocumentRank {
  /** The names of the formats of such documents, the one that says most first. */
  readonly formats: readonly string[];
  /** The name of the document's own format. */
  readonly format: string;
  /** Epoch ms. */
  readonly writtenAtMs: number;
}

/**
 * Whether the end of a job changes a record. `news`: it does. `known`: the end is recorded already, or superseded by a later
 * job, by another job's result, or by a longer form of the recording; or the job was cancelled.
 * @param document of another system: it ends what no job has, and replaces another document alone
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the record waits for another job; retryable, when only the start
 * of the next job will show whether this one was cancelled
 */
export function standingOf(
  record: CallRecord | undefined,
  jobId: JobId,
  mediaUri?: ObjectUri,
  document?: DocumentRank,
): 'news' | 'known' {
  if (isSuperseded(record?.media, mediaUri)) return 'known';
  if (record === undefined) return 'news';
  const current = currentJob(record);
  if (record.state === 'submitted') {
    if (record.jobs.some((job) => job.jobId === jobId)) return 'known';
    if (document !== undefined || !record.jobs.some(isUnnamedCancelled)) return 'news';
    const message = `job ${jobId} may be one that was cancelled: call ${record.callId} is about to start another`;
    throw new EarshotError('EARSHOT_CONFLICT', message, { retryable: true, details: { field: 'jobId', found: jobId } });
  }
  if (current?.jobId === jobId) return current.state === 'running' ? 'news' : 'known';
  if (record.jobs.some((job) => job.jobId === jobId)) return 'known';
  if (record.state === 'completed' || record.state === 'no_match') {
    return document !== undefined && isBetter(document, jobId, record) ? 'news' : 'known';
  }
  if (document !== undefined) return 'news';
  if (record.jobs.some(isUnnamedCancelled)) return 'known';
  const awaited = current?.state === 'running' ? `job ${current.jobId}` : 'no job';
  throw new EarshotError(
    'EARSHOT_CONFLICT',
    `call ${record.callId} is ${record.state} and awaits ${awaited}, not ${jobId}`,
    {
      retryable: false,
      details: { field: 'jobId', expected: current?.jobId, found: jobId },
    },
  );
}

/** The format that says most, then the later document, then any order that doesn't depend on the arrival. */
function isBetter({ formats, format, writtenAtMs }: DocumentRank, jobId: JobId, record: CallRecord): boolean {
  const kept = formats.indexOf(record.analysis?.sources[0]?.kind ?? '');
  const rank = formats.indexOf(format);
  const { startedAtMs, finishedAtMs = 0, jobId: keptId = '' } = currentJob(record) ?? {};
  if (kept < 0 || startedAtMs !== undefined) return false;
  if (rank !== kept) return rank < kept;
  return writtenAtMs === finishedAtMs ? jobId > keptId : writtenAtMs > finishedAtMs;
}

type EndedJob = AnalysisJob & { jobId: JobId };

/** A job succeeded. */
export function withResult(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob,
  state: 'completed' | 'no_match',
  analysis: Analysis,
  atMs: number,
): CallRecord {
  return withEnd(record, mention, job, state, { analysis: onlyUnderstood(analysis) }, atMs);
}

/** The next job waits a minute after the first one that failed, then an hour: longer than most incidents of a service. */
const FIRST_RETRY_MS = 60_000;
const LATER_RETRY_MS = 60 * 60_000;

/**
 * A job ended without a result, and another one may succeed: the call is submitted again, and its start put off. It never
 * failed.
 */
export function withRetry(
  record: CallRecord,
  mention: CallMention,
  job: EndedJob & { failure: Failure },
  atMs: number,
): CallRecord {
  const isFirst = withJob(record, job).length === 1;
  const retryAtMs = atMs + (isFirst ? FIRST_RETRY_MS : LATER_RETRY_MS);
  const startRetry = { atMs: retryAtMs, count: 1, failure: job.failure };
  return withEnd(record, mention, job, 'submitted', { startRetry }, atMs);
}

/** A job ended without a result. */
export function withFailure(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob & { failure: Failure },
  atMs: number,
): CallRecord {
  return withEnd(record, mention, job, 'failed', { failure: job.failure }, atMs);
}

function withEnd(
  record: CallRecord | undefined,
  mention: CallMention,
  job: EndedJob,
  state: RecordState,
  outcome: Pick<CallRecord, 'analysis' | 'failure' | 'startRetry'>,
  atMs: number,
): CallRecord {
  const media = mediaLearnt(record, mention);
  if (record === undefined) {
    const made = newRecord(mention.hash, mention.callId, mention.recordedAt, state, atMs, job.jobId);
    return { ...made, ...media, jobs: [job], ...outcome };
  }
  if (standingOf(record, job.jobId, mention.mediaUri, mention.document) === 'known')
    return withRepeatedNews(record, mention, job, atMs);
  const { failure: _, ...kept } = record;
  const recordedAt = betterRecordedAt(record.recordedAt, mention.recordedAt);
  const before = mention.document === undefined ? record : { ...record, jobs: withoutAwaited(record) };
  return moved(kept, state, { recordedAt, ...media, jobs: withJob(before, job), ...outcome }, atMs);
}

/** What a mention says of the recording that the record lacks. */
function mediaLearnt(
  record: CallRecord | undefined,
  { mediaUri, beside }: Pick<CallMention, 'mediaUri' | 'beside'>,
): Pick<CallRecord, 'media'> {
  const media = mediaOfDocument(record?.media, mediaUri, beside, record?.history[0]?.state === 'submitted');
  return media === record?.media ? {} : { media };
}

/**
 * A repeated report of a job's end. It may have better facts about the call or the job. A superseded or cancelled job gets the
 * location of its documents, so that erasing the call finds them.
 */
export function withRepeatedNews(
  record: CallRecord,
  mention: Pick<CallMention, 'recordedAt' | 'mediaUri' | 'beside' | 'document'>,
  { jobId, finishedAtMs, outputUri }: Pick<AnalysisJob, 'jobId' | 'finishedAtMs' | 'outputUri'>,
  atMs: number,
): CallRecord {
  const better = betterRecordedAt(record.recordedAt, mention.recordedAt);
  const named = record.jobs.findIndex((job) => job.jobId === jobId);
  const isUnnamed = ({ state, jobId: name }: AnalysisJob) => state === 'superseded' && name === undefined;
  const isLate = isSuperseded(record.media, mention.mediaUri);
  const mayBe = isLate ? isUnnamed : isUnnamedCancelled;
  const at = named < 0 && mention.document === undefined ? record.jobs.findIndex(mayBe) : named;
  const job = record.jobs[at];
  const isVoid = job?.state === 'superseded' || isCancelled(job);
  const placed = job !== undefined && isVoid && job.outputUri === undefined && outputUri !== undefined;
  const isEarlier = finishedAtMs !== undefined && job?.finishedAtMs !== undefined && finishedAtMs < job.finishedAtMs;
  const earlier = isEarlier && !isCancelled(job);
  const changes: Partial<CallRecord> = {
    ...(sameTime(better, record.recordedAt) ? {} : { recordedAt: better }),
    ...mediaLearnt(record, mention),
    ...(earlier ? { jobs: record.jobs.with(at, { ...job, finishedAtMs }) } : {}),
    ...(placed ? { jobs: record.jobs.with(at, { ...job, jobId, outputUri }) } : {}),
  };
  return Object.keys(changes).length === 0 ? record : revised(record, changes, atMs);
}

/**
 * What the telephone system says, as it is now: it takes the place of what it said before. What the start message says counts
 * before it, and no correction changes.
 */
export function withTelephony(record: CallRecord, telephony: Telephony, atMs: number): CallRecord {
  const { telephony: before, recordedAt: time } = record;
  if (JSON.stringify(before) === JSON.stringify(telephony)) return record;
  const names = new Set(record.aliases);
  if (before?.callId !== undefined) names.delete(before.callId);
  if (telephony.callId !== undefined) names.add(telephony.callId);
  names.delete(record.callId);
  const { aliases: _, ...kept } = record;
  const said = telephony.recordedAtMs;
  const stated = said === undefined ? undefined : { ms: said, source: 'sidecar' as const };
  const recordedAt =
    stated === undefined || time.source === 'sidecar' ? (stated ?? time) : betterRecordedAt(time, stated);
  const changes = { ...(names.size === 0 ? {} : { aliases: [...names].sort() }), recordedAt, telephony };
  return revised(kept, changes, atMs);
}

/**
 * A person says who takes part. It takes the place of what a person said before; without participants, nobody has said
 * anything. It outlives every analysis.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has no transcript; `EARSHOT_INVALID_INPUT` when a label
 * is none of the call's, or is named twice
 */
export function withCorrection(
  record: CallRecord,
  roles: readonly CorrectedParticipant[],
  actor: string,
  atMs: number,
): CallRecord {
  const { correction, ...kept } = record;
  if (roles.length === 0) return correction === undefined ? record : revised(kept, {}, atMs);
  const labels = participantsOf(record).people.map(({ label }) => label);
  if (labels.length === 0) {
    const message = `call ${record.callId} is ${record.state}, and has no transcript with speakers`;
    throw new EarshotError('EARSHOT_CONFLICT', message, {
      retryable: false,
      details: { field: 'participants', expected: 'a call with speakers', found: record.state },
    });
  }
  for (const [index, { label }] of roles.entries()) {
    const isTwice = roles.findIndex((one) => one.label === label) !== index;
    if (!isTwice && labels.includes(label)) continue;
    const field = `participants[${index}].label`;
    const expected = isTwice ? 'each label once' : `one of ${labels.slice(0, 10).join(', ')}`;
    throw new EarshotError('EARSHOT_INVALID_INPUT', `${field}: expected ${expected}, found ${label}`, {
      details: { field, expected, found: label },
    });
  }
  const corrected = roles.map(({ label, role, name }) => ({ label, ...present({ role, name }) }));
  const isKnown = JSON.stringify([correction?.roles, correction?.actor]) === JSON.stringify([corrected, actor]);
  return isKnown ? record : revised(record, { correction: { roles: corrected, actor, atMs } }, atMs);
}

/**
 * A person writes a note. What the last one says is no new note of the same actor. The note's id is the revision that it came
 * with: no other note of the call ever has that one.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the call has {@link MAX_NOTES} notes
 */
export function withNote(record: CallRecord, text: string, actor: string, atMs: number): CallRecord {
  const { notes = [], revision } = record;
  const last = notes.at(-1);
  if (last?.text === text && last.actor === actor) return record;
  if (notes.length >= MAX_NOTES) {
    const message = `call ${record.callId} has ${notes.length} notes: at most ${MAX_NOTES} are kept`;
    throw new EarshotError('EARSHOT_CONFLICT', message, {
      retryable: false,
      details: { field: 'notes', expected: MAX_NOTES, found: notes.length },
    });
  }
  return revised(record, { notes: [...notes, { id: String(revision + 1), text, actor, atMs }] }, atMs);
}

/** A person deletes a note. @throws EarshotError `EARSHOT_NOT_FOUND` when the call has no such note */
export function withoutNote(record: CallRecord, id: string, atMs: number): CallRecord {
  const { notes = [], ...rest } = record;
  const kept = notes.filter((note) => note.id !== id);
  if (kept.length < notes.length) return revised(rest, kept.length === 0 ? {} : { notes: kept }, atMs);
  throw new EarshotError('EARSHOT_NOT_FOUND', `call ${record.callId} has no note ${id}`, {
    details: { field: 'id', found: id },
  });
}

/**
 * Restarts a failed call. A submitted one stays as it is: an earlier restart was interrupted before its job began.
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, unless it failed; `EARSHOT_INVALID_INPUT` when its recording's place is unknown
 */
export function restarted(record: CallRecord, atMs: number): CallRecord {
  if (record.state === 'submitted') return record;
  if (record.state !== 'failed') {
    throw new EarshotError(
      'EARSHOT_CONFLICT',
      `only a failed call can be restarted: ${record.callId} is ${record.state}`,
      {
        retryable: false,
        details: { field: 'state', expected: 'failed', found: record.state },
      },
    );
  }
  if (record.media === undefined) {
    throw new EarshotError(
      'EARSHOT_INVALID_INPUT',
      `call ${record.callId} can't be restarted: the location of its recording is unknown`,
      {
        details: { field: 'media', expected: 'a location', found: 'nothing' },
      },
    );
  }
  const { failure: _, ...kept } = record;
  return moved(kept, 'submitted', {}, atMs);
}

import { EarshotError } from '../errors.js';
import { CallHash, type CallId, type Digests, hashOf } from '../model/call.js';
import { callNames } from '../model/call-names.js';
import type { JobId } from '../model/job.js';
import { isSameMedia } from '../model/media-reports.js';
import { type CallRecord, currentJob } from '../model/record.js';
import { locationOf, type ObjectUri } from '../model/uri.js';
import type { RecordRepository } from '../ports/record-repository.js';

export interface JobIdentity {
  readonly jobId: JobId;
  /**
   * The folder that holds the job's folder, below the outputs prefix; the job's own name if there is none between. Absent
   * where no results are known.
   */
  readonly folder?: CallId | undefined;
  /** The recording that was analyzed, as far as the event or the job's documents say. */
  readonly recording?: ObjectUri | undefined;
  /** The call that is known to have the recording next to the job's only document. */
  readonly callId?: CallId | undefined;
  /** The job's only document, where that is the whole call. */
  readonly document?: DocumentIdentity | undefined;
}

/** A document of another system that is one call. */
export interface DocumentIdentity {
  readonly uri: ObjectUri;
  /** The id that the system gives to the call: two documents with the same one are about the same call. */
  readonly ownId?: string | undefined;
  /** The recording that was found next to it. */
  readonly beside?: ObjectUri | undefined;
}

/** A call, and its record if one is kept. */
export interface FoundCall {
  readonly hash: CallHash;
  readonly callId: CallId;
  readonly record: CallRecord | undefined;
}

type Records = Pick<RecordRepository, 'get' | 'findByJob'>;
type Md5 = Pick<Digests, 'md5Hex'>;

/**
 * Finds the call that a job belongs to: the one that has the job; else the one that its folder names, unless that is
 * about another recording; else one named after the recording. A document of another system belongs to the call that has the
 * recording next to it; else it is named by its own id, else by its folder, else by its file. This needs no knowledge of other jobs, so jobs may share
 * folders and arrive in any order. When another writer takes a name meanwhile, find again.
 *
 * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when other calls have every name that it could have
 */
export async function callOfJob(records: Records, digests: Md5, job: JobIdentity): Promise<FoundCall> {
  const named = await callOfFolder(records, digests, job);
  const holder = await holderAmong(records, named, job);
  if (holder !== undefined) return holder;
  if (job.document !== undefined) return callOfDocument(records, digests, job, job.document);
  if (named !== undefined && (named.record === undefined || mayHave(named.record, job.recording))) return named;
  return callOfRecording(records, digests, job);
}

/** What is known of a job before its documents are read. */
export interface KnownOfJob {
  /** The call that has the job. */
  readonly holder?: FoundCall | undefined;
  /** If no call has the job and none has the name of its folder: the call that {@link callOfJob} would give. */
  readonly free?: FoundCall | undefined;
}

/** Looks a job up by its folder and its id alone. */
export async function lookUpJob(records: Records, digests: Md5, job: JobIdentity): Promise<KnownOfJob> {
  // Of a new job, neither is known: it waits for one answer, not for two.
  const byJob = records.findByJob(job.jobId);
  byJob.catch(() => {});
  const named = await callOfFolder(records, digests, job);
  const holder = await holderAmong({ findByJob: () => byJob }, named, job);
  return { holder, free: holder === undefined && named?.record === undefined ? named : undefined };
}

/**
 * Whether a record has a job. A job started here is known by its id alone. The name of one that was started elsewhere may
 * be that of a copied folder, which says nothing when the recordings differ.
 */
export function hasJob(record: CallRecord, { jobId, recording }: Pick<JobIdentity, 'jobId' | 'recording'>): boolean {
  const job = record.jobs.find((known) => known.jobId === jobId);
  return job !== undefined && (job.startedAtMs !== undefined || isAbout(record, recording) !== false);
}

/** A call's folder is the direct child of the outputs prefix: others are somebody's way of sorting. */
function isCallFolder(job: Pick<JobIdentity, 'jobId' | 'folder'>): job is { jobId: JobId; folder: CallId } {
  return job.folder !== undefined && !job.folder.includes('/') && String(job.folder) !== job.jobId;
}

async function callOfFolder(records: Records, digests: Md5, job: JobIdentity): Promise<FoundCall | undefined> {
  if (!isCallFolder(job)) return undefined;
  const { folder } = job;
  const hash = hashOf(folder, digests);
  const asHash = CallHash.safeParse(folder).data;
  const record = (await records.get(hash)) ?? (asHash === undefined ? undefined : await records.get(asHash));
  return record === undefined ? { hash, callId: folder, record } : foundCall(record);
}

async function holderAmong(
  records: Pick<Records, 'findByJob'>,
  named: FoundCall | undefined,
  job: JobIdentity,
): Promise<FoundCall | undefined> {
  if (named?.record !== undefined && hasJob(named.record, job)) return named;
  const holder = await records.findByJob(job.jobId);
  return holder !== undefined && hasJob(holder, job) ? foundCall(holder) : undefined;
}

/** Where no recordings can be compared, a call in whose folder a job ends is the right one only while it awaits a job. */
function mayHave(record: CallRecord, recording: ObjectUri | undefined): boolean {
  const awaitsJob = record.state === 'submitted' || currentJob(record)?.state === 'running';
  return isAbout(record, recording) ?? awaitsJob;
}

/** Whether a call is about a recording, or an earlier form of it; `undefined` where one of the two is not known. */
function isAbout({ media }: CallRecord, recording: ObjectUri | undefined): boolean | undefined {
  if (recording === undefined || media === undefined) return undefined;
  return isSameMedia(media, recording);
}

/** A job whose recording is unknown is a call by itself, named after the job. */
async function callOfRecording(records: Records, digests: Md5, job: JobIdentity): Promise<FoundCall> {
  const { jobId, recording } = job;
  const names = callNames(recording === undefined ? jobId : stemOf(recording), digests.md5Hex(recording ?? jobId));
  // Another worker may have handled the same job since it was looked up.
  const isSame = (record: CallRecord) => hasJob(record, job) || isAbout(record, recording) === true;
  return firstOf(names, isSame, { records, digests, jobId });
}

/**
 * What was exported again to the same place is the same call, and so is what has the same id, unless the documents name
 * different recordings.
 */
async function callOfDocument(
  records: Records,
  digests: Md5,
  job: JobIdentity,
  { uri, ownId, beside }: DocumentIdentity,
): Promise<FoundCall> {
  const { jobId, recording, callId } = job;
  if (callId !== undefined) {
    const hash = hashOf(callId, digests);
    const record = await records.get(hash);
    if (record === undefined || isAbout(record, beside) !== false) return { hash, callId, record };
  }
  const origin = originOf(uri, jobId);
  const stem = ownId ?? (isCallFolder(job) ? job.folder : stemOf(uri));
  const names = callNames(stem, digests.md5Hex(recording ?? ownId ?? origin));
  const isFromThere = ({ jobs, analysis }: CallRecord) => {
    const source = analysis?.sources[0]?.uri;
    return source !== undefined && originOf(source, currentJob({ jobs })?.jobId) === origin;
  };
  const isSame = (record: CallRecord) =>
    hasJob(record, job) ||
    isFromThere(record) ||
    isAbout(record, beside) === true ||
    (isAbout(record, recording) ?? ownId !== undefined);
  return firstOf(names, isSame, { records, digests, jobId });
}

/** The first call of these names that is the same, else the first name that is free. */
async function firstOf(
  names: readonly CallId[],
  isSame: (record: CallRecord) => boolean,
  { records, digests, jobId }: { records: Records; digests: Md5; jobId: JobId },
): Promise<FoundCall> {
  let free: FoundCall | undefined;
  for (const callId of names) {
    const hash = hashOf(callId, digests);
    const record = await records.get(hash);
    if (record !== undefined) {
      if (isSame(record)) return foundCall(record);
    } else if (free === undefined) free = { hash, callId, record };
    // Behind one free name a call may still have the next: the first name's owner may have been erased since.
    else break;
  }
  if (free !== undefined) return free;
  throw new EarshotError(
    'EARSHOT_CONFLICT',
    `no call id is free for job ${jobId}: other calls have ${names.join(', ')}`,
    {
      retryable: false,
      details: { field: 'callId', expected: 'a free call id', found: names },
    },
  );
}

function foundCall(record: CallRecord): FoundCall {
  return { hash: record.hash, callId: record.callId, record };
}

/**
 * Where a document was before it was put in the folder of its job, whose name may change with the content: the bucket and the
 * name of the file, without its suffix, since the same captions come as `.vtt` and as `.srt`.
 */
function originOf(uri: ObjectUri, jobId: JobId | undefined): string {
  return uri.includes(`/${jobId}/`) ? `${locationOf(uri).bucket}/${stemOf(uri)}` : uri;
}

/** A file's name without its suffix. */
function stemOf(uri: ObjectUri): string {
  const name = locationOf(uri).key.replace(/\/+$/, '');
  return name.slice(name.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
}

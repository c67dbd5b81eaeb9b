import {
  type AnalysisRequest,
  type CallRecord,
  DEFAULT_LAYOUT,
  type Failure,
  JobId,
  locationOf,
  type ObjectUri,
  objectUri,
} from '@earshot/core';
import { jobEvent } from '@earshot/core/testing/bda';
import type { CallPlan, History, JobPlan, NewsPlan, ReportPlan } from './histories.js';
import { filesOf, RESULTS_BUCKET, UNREADABLE_MANIFEST, type WrittenFile } from './job-output.js';
import { createdRecord, type Envelope, inEnvelope, notification, type ObjectFacts, objectCreated } from './messages.js';

export const RECORDINGS_BUCKET = 'recordings';
const MAX_LOOKS = 500;
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Before every world begins, so that the time in an event is earlier than that of any sweep. */
const BEFORE_MS = Date.UTC(2026, 8, 14, 8);
const FAILURE = { code: 'EARSHOT_INVALID_INPUT', reason: 'the file could not be read' };

/** What the script does to the world. */
export interface Stage {
  random(): number;
  at(delayMs: number, act: () => void | Promise<void>): void;
  send(body: string, options: { sentAtMs: number; badItems: readonly number[] }): void;
  put(uri: ObjectUri, bytes: Uint8Array): Promise<void>;
  known(name: string): Promise<CallRecord | undefined>;
  restart(name: string): { done: Promise<boolean>; giveUp: () => void };
  /** The analyzer knows from now on how a job ended. */
  ended(jobId: JobId, end: { readonly resultUri: ObjectUri } | { readonly failure: Failure }): void;
}

/** A job in the script: one of a call's, by number. */
interface Job {
  readonly call: CallPlan;
  readonly number: number;
  readonly plan: JobPlan;
  readonly jobId: string;
  readonly folder: string;
}

/** Plays a history: publishers, uploads, what the analyzer does with its jobs, and a person who starts failed calls again. */
export class Script {
  readonly #history: History;
  readonly #stage: Stage;
  readonly #started = new Set<string>();

  constructor(history: History, stage: Stage) {
    this.#history = history;
    this.#stage = stage;
  }

  /** Sends what comes first, and enters the rest in the agenda. */
  async begin(): Promise<void> {
    await this.#stage.put(objectUri(RESULTS_BUCKET, UNREADABLE_MANIFEST), new TextEncoder().encode('{}'));
    const { calls, bundled, poison, poisonRecords } = this.#history;
    const bundle: { record: unknown; bad: boolean }[] = [];
    for (const call of calls) {
      if (call.startedOutside) this.#outside(call);
      else {
        for (const report of call.reports) {
          const inBundle = bundled && (report.form === 'upload' || report.form === 'copy');
          if (inBundle) bundle.push({ record: uploadRecord(call, report), bad: false });
          else this.#send(reportBody(call, report), reportMs(call, report));
        }
      }
      this.#restartLater(call, 0);
    }
    for (const { at, record } of poisonRecords) bundle.splice(at, 0, { record, bad: true });
    if (bundle.length > 0) {
      const badItems = bundle.flatMap(({ bad }, index) => (bad ? [index] : []));
      this.#send(JSON.stringify(notification(bundle.map(({ record }) => record))), BEFORE_MS, badItems);
    }
    for (const text of poison) this.#send(text, BEFORE_MS, [0]);
  }

  /** The analyzer took a job on: it writes and tells in its own time. Called at each start, of which the first counts. */
  jobStarted({ callId, outputUri }: AnalysisRequest, jobId: string, plan: JobPlan | undefined): void {
    if (this.#started.has(jobId)) return;
    this.#started.add(jobId);
    const call = this.#history.calls.find(({ name }) => name === callId);
    if (call === undefined || plan === undefined) return;
    const folder = `${locationOf(outputUri).key}/${jobId}/`;
    const afterMs = this.#upTo(60_000);
    this.#play({ call, number: call.jobs.indexOf(plan), plan, jobId, folder }, afterMs);
    const resultUri = objectUri(RESULTS_BUCKET, `${folder}job_metadata.json`);
    const end = plan.end === 'failed' ? { failure: FAILURE } : { resultUri };
    this.#stage.at(afterMs + this.#upTo(4_000), () => this.#stage.ended(JobId.parse(jobId), end));
  }

  #outside(call: CallPlan): void {
    const [plan] = call.jobs;
    if (plan === undefined) return;
    const jobId = `outside-${this.#history.calls.indexOf(call)}`;
    const folder = `${DEFAULT_LAYOUT.outputsPrefix}${call.name}//${jobId}/`;
    this.#play({ call, number: 0, plan, jobId, folder }, this.#upTo(5_000));
    const report = async (waitMs: number): Promise<void> => {
      const known = (await this.#stage.known(call.name)) !== undefined;
      if (!known && waitMs < LONGEST_WAIT_MS) return this.#stage.at(waitMs, () => report(2 * waitMs));
      for (const plan of call.reports) this.#send(reportBody(call, plan), reportMs(call, plan));
    };
    if (call.reports.length > 0) this.#stage.at(5_000, () => report(5_000));
  }

  #play(job: Job, afterMs: number): void {
    const { at, put } = this.#stage;
    for (const file of this.#filesOf(job)) at(afterMs + this.#upTo(2_500), () => put(file.uri, file.bytes));
    for (const news of job.plan.news) {
      const sentAtMs = newsMs(job, news);
      at(afterMs + this.#upTo(4_000), () => this.#send(this.#newsBody(job, news), sentAtMs));
    }
  }

  #filesOf({ call, number, plan, jobId, folder }: Job): WrittenFile[] {
    if (plan.end === 'failed' || plan.end === 'refused') return [];
    const media = { bucket: RECORDINGS_BUCKET, key: recordingKey(call) };
    return filesOf({ jobId, folder, media, kind: plan.end, voice: `${call.name} ${number}` });
  }

  #newsBody(job: Job, { form, envelope }: NewsPlan): string {
    const atMs = newsMs(job, { form, envelope });
    const folder = `s3://${RESULTS_BUCKET}/${job.folder}`;
    const about = { jobId: job.jobId, folder, time: new Date(atMs).toISOString(), ...inputOf(job.call, envelope) };
    if (job.plan.end === 'failed') {
      const failed = { outcome: 'Failed With Client Error', reason: 'the file could not be read' } as const;
      return inEnvelope(envelope, jobEvent({ ...about, ...failed }), atMs);
    }
    if (form === 'EventBridge') return inEnvelope(envelope, jobEvent({ ...about, outcome: 'Succeeded' }), atMs);
    const files = this.#filesOf(job).filter(({ name }) => form === 'all objects' || name === form);
    const records = files.map(({ uri, bytes }) => createdRecord({ ...locationOf(uri), size: bytes.length }, atMs));
    return inEnvelope(envelope, notification(records), atMs);
  }

  /** A person looks at a failed call from time to time and starts it again, until that is done. */
  #restartLater(call: CallPlan, number: number): void {
    if (call.jobs.length < number + 2) return;
    let giveUp = () => {};
    let done = false;
    let looks = 0;
    const look = async () => {
      const record = await this.#stage.known(call.name);
      const interrupted = record?.state === 'submitted' && this.#history.sweepEveryMs === 0;
      const ended = record?.jobs.length === number + 1 && (record.state === 'failed' || interrupted);
      const media = record?.media !== undefined;
      if (done || (record !== undefined && record.jobs.length > number + 1)) return;
      if (ended && media) {
        giveUp();
        const command = this.#stage.restart(call.name);
        giveUp = command.giveUp;
        void command.done.then((answer) => {
          done = answer;
        });
      }
      if (++looks < MAX_LOOKS) this.#stage.at(45_000, look);
    };
    this.#stage.at(10_000, look);
  }

  #send(body: string, sentAtMs: number, badItems: readonly number[] = []): void {
    this.#stage.send(body, { sentAtMs, badItems });
  }

  #upTo(ms: number): number {
    return Math.floor(this.#stage.random() * (ms + 1));
  }
}

/** Events in an envelope name the recording, others don't. */
function inputOf(call: CallPlan, envelope: Envelope): { input?: ObjectFacts } {
  return envelope === 'bare' ? {} : { input: { bucket: RECORDINGS_BUCKET, key: recordingKey(call) } };
}

export function recordingKey({ name }: CallPlan): string {
  return DEFAULT_LAYOUT.uploadsPrefix + name;
}

const REPORT_OFFSETS: Record<ReportPlan['form'], number> = {
  message: 9,
  'message with time': 8,
  upload: 7,
  'upload by EventBridge': 7,
  copy: 30,
  rival: 40,
  'other metadata': 50,
};
const NEWS_OFFSETS = { manifest: 3, standard: 1, custom: 2, 'all objects': 4, EventBridge: 5 } as const;

function reportMs({ name }: CallPlan, { form }: ReportPlan): number {
  return BEFORE_MS + name.length * 60_000 + REPORT_OFFSETS[form] * 1_000;
}

function newsMs({ call, number }: Job, { form }: NewsPlan): number {
  return BEFORE_MS + 3_600_000 * (number + 1) + call.name.length * 60_000 + NEWS_OFFSETS[form] * 1_000;
}

function reportBody(call: CallPlan, report: ReportPlan): string {
  const atMs = reportMs(call, report);
  return inEnvelope(report.envelope, reportOf(call, report, atMs), atMs);
}

function reportOf(call: CallPlan, report: ReportPlan, atMs: number): object {
  switch (report.form) {
    case 'message':
    case 'message with time':
      return {
        callId: call.name,
        audioS3Uri: `s3://${RECORDINGS_BUCKET}/${recordingKey(call)}`,
        metadata: { queue: 'support' },
        ...(report.form === 'message' ? {} : { timestamp: new Date(atMs - 500_000).toISOString() }),
      };
    case 'other metadata':
      return {
        callId: call.name,
        audioS3Uri: `s3://${RECORDINGS_BUCKET}/${recordingKey(call)}`,
        metadata: { queue: 'sales' },
      };
    case 'rival':
      return { callId: call.name, audioS3Uri: `s3://${RECORDINGS_BUCKET}/rival.wav` };
    case 'upload by EventBridge':
      return objectCreated(factsOf(call, report), atMs);
    default:
      return notification([uploadRecord(call, report)]);
  }
}

function uploadRecord(call: CallPlan, report: ReportPlan): object {
  return createdRecord(factsOf(call, report), reportMs(call, report), report.form === 'copy' ? 'Copy' : 'Put');
}

/** What a store says of a recording. Not every store counts the writes to a key. */
function factsOf(call: CallPlan, { form }: ReportPlan): ObjectFacts {
  const object = { bucket: RECORDINGS_BUCKET, key: recordingKey(call), size: 1_000 + call.name.length };
  const [version, sequencer] = form === 'copy' ? ['2', '0055AED6DCD9'] : ['1', '0055AED6DC'];
  const counted = call.name.startsWith('a') ? {} : { sequencer };
  return { ...object, eTag: `e${version}`, versionId: `v${version}`, ...counted };
}

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { invalid, ServiceFault } from '../json/service-fault.js';
import { TEST_ACCOUNT, TEST_REGION } from '../test-server.js';
import { type BedrockJob, modalityOf, placeOf } from './job.js';
import type { JobEvents } from './job-events.js';
import type { ObjectStore } from './object-store.js';
import type { JobOutcome, JobSuccess } from './outcome.js';
import type { Invocation } from './request-model.js';
import { accessCheck, resultsOf, type Writing } from './results.js';

/** How jobs are worked on. */
export interface JobBookOptions {
  readonly store: ObjectStore;
  readonly events: JobEvents;
  /** How a job ends. @defaultValue well for recordings, badly for anything else */
  readonly script?: ((job: BedrockJob) => JobOutcome | Promise<JobOutcome>) | undefined;
  /** How long a job takes. @defaultValue 0 */
  readonly workMs?: number | undefined;
  /** Whether jobs run until they are ended by hand. @defaultValue false */
  readonly hold?: boolean | undefined;
  /** So many jobs are in progress at once; the others wait. @defaultValue 20 */
  readonly concurrency?: number | undefined;
  /** With so many jobs that haven't ended, another is refused. @defaultValue 1,800 */
  readonly maxOpenJobs?: number | undefined;
  /** Called with each object before it is written; the job waits for it. */
  readonly beforeWrite?: ((uri: string) => void | Promise<void>) | undefined;
}

interface Entry {
  job: BedrockJob;
  readonly announced: Promise<void>;
  inProgress: boolean;
  ending: Promise<void> | undefined;
}

const OWN_PROFILES = new RegExp(
  `:bedrock:${TEST_REGION}:${TEST_ACCOUNT}:data-automation-profile/(us|na|eu|apac|global|us-gov)\\.data-automation-v1$`,
);

/** All jobs of the server, and the work on them. */
export class JobBook {
  readonly #options: JobBookOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #byToken = new Map<string, Promise<BedrockJob>>();
  readonly #waiting = new Set<Entry>();
  readonly #work = new Set<Promise<void>>();
  readonly #broken: unknown[] = [];
  readonly #closing = new AbortController();
  readonly #closed = once(this.#closing.signal, 'abort').then(() => undefined);
  #open = 0;
  #running = 0;

  constructor(options: JobBookOptions) {
    this.#options = options;
  }

  /** Every job, oldest first, as it stands now. */
  get jobs(): readonly BedrockJob[] {
    return [...this.#entries.values()].map(({ job }) => job);
  }

  /** The job of an invocation. */
  find(invocationArn: string): BedrockJob | undefined {
    return this.jobs.find((job) => job.invocationArn === invocationArn);
  }

  /** Takes a request on; the same client token always means the same job. Rejects with a {@link ServiceFault}. */
  async submit(request: Invocation): Promise<BedrockJob> {
    const { clientToken } = request;
    if (clientToken === undefined) return this.#take(request);
    const known = this.#byToken.get(clientToken);
    if (known !== undefined) return known;
    const taken = this.#take(request);
    this.#byToken.set(clientToken, taken);
    taken.catch(() => this.#byToken.delete(clientToken));
    return taken;
  }

  /** Ends a job now; resolves when everything is written and told. Without an outcome it ends as the script says. */
  end(jobId: string, outcome?: JobOutcome): Promise<void> {
    const entry = this.#entries.get(jobId);
    if (entry === undefined || entry.ending !== undefined) throw new Error(`no job ${jobId} runs`);
    return this.#track(this.#finish(entry, outcome));
  }

  /** Resolves when nothing is under way; jobs on hold are not. Rejects with what the script or the events threw. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
    if (this.#broken.length > 0) throw this.#broken[0];
  }

  /** Drops jobs that wait, also for what a test is to say, and lets those be written that are being written. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#waiting.clear();
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  async #take(request: Invocation): Promise<BedrockJob> {
    const { store, events, maxOpenJobs = 1_800 } = this.#options;
    if (!OWN_PROFILES.test(request.dataAutomationProfileArn)) {
      throw invalid('The provided DataAutomationProfile ARN is invalid.');
    }
    const job = newJob(request);
    const readable = await store.exists(job.input.bucket, job.input.key).catch(refused);
    if (!readable) {
      throw invalid('Unable to read file from given S3 location. Check bucket name, key, region and read permissions.');
    }
    if (this.#open >= maxOpenJobs) {
      throw new ServiceFault(402, 'ServiceQuotaExceededException', 'Too many open jobs for this account');
    }
    this.#open++;
    await this.#put(accessCheck(job)).catch((error: unknown) => {
      this.#open--;
      return refused(error);
    });
    const announced = this.#track(events.send(job));
    const entry: Entry = { job, announced, inProgress: false, ending: undefined };
    this.#entries.set(job.jobId, entry);
    this.#waiting.add(entry);
    this.#admit();
    return job;
  }

  #admit(): void {
    const { concurrency = 20, workMs = 0, hold = false } = this.#options;
    for (const entry of this.#waiting) {
      if (this.#running >= concurrency) return;
      this.#waiting.delete(entry);
      this.#running++;
      entry.inProgress = true;
      entry.job = { ...entry.job, status: 'InProgress' };
      if (!hold) void this.#track(this.#afterWork(entry, workMs));
    }
  }

  async #afterWork(entry: Entry, workMs: number): Promise<void> {
    const { signal } = this.#closing;
    if (workMs > 0) await setTimeout(workMs, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await this.#finish(entry, undefined);
  }

  #finish(entry: Entry, told: JobOutcome | undefined): Promise<void> {
    this.#waiting.delete(entry);
    entry.ending ??= this.#conclude(entry, told);
    return entry.ending;
  }

  async #conclude(entry: Entry, told: JobOutcome | undefined): Promise<void> {
    const { script = byName, events } = this.#options;
    await entry.announced;
    const planned = told ?? (await this.#unlessClosed(script(entry.job)));
    if (planned === undefined) return;
    const outcome = planned.kind === 'success' ? await this.#write(entry.job, planned) : planned;
    entry.job = { ...entry.job, status: STATUS[outcome.kind], outcome, completedAt: new Date() };
    this.#open--;
    if (entry.inProgress) this.#running--;
    this.#admit();
    await events.send(entry.job);
  }

  async #write(job: BedrockJob, planned: JobSuccess): Promise<JobOutcome> {
    try {
      for (const writing of resultsOf(job, planned)) await this.#put(writing);
      return planned;
    } catch {
      return { kind: 'service_error', message: 'The results could not be written' };
    }
  }

  async #put({ bucket, key, body }: Writing): Promise<void> {
    await this.#unlessClosed(this.#options.beforeWrite?.(`s3://${bucket}/${key}`));
    await this.#options.store.put(bucket, key, body);
  }

  /** What a test is to say, or nothing when the server is closed before it does. */
  #unlessClosed<T>(told: T | Promise<T>): Promise<T | undefined> {
    return Promise.race([told, this.#closed]);
  }

  /** Keeps an eye on work, which never rejects from here on. */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => void this.#broken.push(error))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
    return tracked;
  }
}

const STATUS = { success: 'Success', client_error: 'ClientError', service_error: 'ServiceError' } as const;

function newJob(request: Invocation): BedrockJob {
  const jobId = randomUUID();
  const [partition = 'arn:aws'] = /^arn:[^:]+/.exec(request.dataAutomationProfileArn) ?? [];
  return {
    jobId,
    invocationArn: `${partition}:bedrock:${TEST_REGION}:${TEST_ACCOUNT}:data-automation-invocation/${jobId}`,
    request,
    input: placeOf(request.inputConfiguration.s3Uri),
    output: placeOf(request.outputConfiguration.s3Uri),
    submittedAt: new Date(),
    status: 'Created',
  };
}

function byName(job: BedrockJob): JobOutcome {
  if (modalityOf(job.input) !== undefined) return { kind: 'success' };
  return { kind: 'client_error', message: 'The input is no audio and no video' };
}

function refused(error: unknown): never {
  const fault = new ServiceFault(
    403,
    'AccessDeniedException',
    'Access Denied. Check S3 URIs and read/write permissions',
  );
  throw Object.assign(fault, { cause: error });
}

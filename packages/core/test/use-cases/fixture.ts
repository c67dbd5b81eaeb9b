import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  type CallHash,
  CallId,
  type CallRecord,
  DEFAULT_LAYOUT,
  DispatchJobs,
  type DispatchOptions,
  FORMATS,
  hashOf,
  JobId,
  type JobMention,
  jobOfObject,
  locationOf,
  type ObjectUri,
  ObjectUri as ObjectUriSchema,
  type RecordRepository,
  RestartCall,
  StartAnalysis,
  type StartRequest,
} from '@earshot/core';
import { filesOf, type JobOutput, RESULTS_BUCKET } from '../invariants/job-output.js';
import { digests } from '../invariants/world.js';

export const RECORDED_MS = Date.UTC(2026, 8, 14, 9);
export const EVENT_MS = Date.UTC(2026, 8, 14, 10);

/** The memory adapters, and what every use case here takes. The clock stands still until it is set. */
export class Fixture {
  readonly analyzer = new MemoryAudioAnalyzer();
  readonly repository = new MemoryRecordRepository();
  readonly store = new MemoryResultStore({ pageSize: 2 });
  readonly state = new MemorySharedState();
  nowMs = Date.UTC(2026, 8, 14, 12);
  readonly deps = {
    analyzer: this.analyzer,
    repository: this.repository as RecordRepository,
    store: this.store,
    state: this.state,
    digests,
    now: () => new Date(this.nowMs),
    outputs: ObjectUriSchema.parse(`s3://${RESULTS_BUCKET}/${DEFAULT_LAYOUT.outputsPrefix}`),
  };

  hash(callId: string): CallHash {
    return hashOf(CallId.parse(callId), digests);
  }

  async record(callId: string): Promise<CallRecord | undefined> {
    return this.repository.get(this.hash(callId));
  }

  async start(callId: string, more: Partial<StartRequest> = {}) {
    return new StartAnalysis(this.deps).execute(requestOf(callId, more));
  }

  async restart(callId: string) {
    return new RestartCall(this.deps).execute(this.hash(callId));
  }

  async dispatch(options: DispatchOptions = {}) {
    return new DispatchJobs(this.deps).execute(options);
  }

  /** Writes what a job leaves behind, and returns what an event says of it. */
  async finish(jobId: string, callId: string, more: Partial<JobOutput> = {}): Promise<JobMention> {
    const folder = `${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/`;
    const media = { bucket: 'recordings', key: `${callId}.wav` };
    const files = filesOf({ jobId, folder, media, kind: 'matched', voice: callId, ...more });
    for (const { uri, bytes } of files) await this.store.put(uri, bytes);
    return mentionOf(jobId, callId);
  }

  async put(uri: ObjectUri, document: unknown): Promise<void> {
    await this.store.put(uri, new TextEncoder().encode(JSON.stringify(document)));
  }

  async json(uri: ObjectUri): Promise<Record<string, unknown>> {
    return JSON.parse(new TextDecoder().decode(await this.store.get(uri)));
  }

  async documents(prefix = 's3://'): Promise<string[]> {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.store.list(prefix, next);
      found.push(...page.uris);
      next = page.next;
    } while (next !== undefined);
    return found;
  }
}

export function requestOf(callId: string, more: Partial<StartRequest> = {}): StartRequest {
  return {
    callId: CallId.parse(callId),
    media: { uri: ObjectUriSchema.parse(`s3://recordings/${callId}.wav`) },
    recordedAt: { ms: RECORDED_MS, source: 'transport' },
    ...more,
  };
}

export function mentionOf(jobId: string, callId: string, sentAtMs = EVENT_MS): JobMention {
  const key = `${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/job_metadata.json`;
  const found = jobOfObject({ scheme: 's3', bucket: RESULTS_BUCKET, key }, DEFAULT_LAYOUT, FORMATS);
  if (found === undefined) throw new TypeError(`no job in ${key}`);
  return { ...found, sentAtMs };
}

/** The location of one of a job's outputs, next to its manifest. */
export function outputOf({ resultUri }: JobMention, path: string): ObjectUri {
  const { bucket, key } = locationOf(resultUri);
  return ObjectUriSchema.parse(`s3://${bucket}/${key.replace(/job_metadata\.json$/, path)}`);
}

export const jobIdOf = (text: string) => JobId.parse(text);

export { instead } from '../instead.js';

import { createHash } from 'node:crypto';
import {
  MemoryAudioAnalyzer,
  MemoryEventSource,
  MemoryRecordRepository,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  DEFAULT_LAYOUT,
  HandleDelivery,
  type ObjectList,
  ObjectUri,
  PersistResult,
  processDeliveries,
  RecordFailure,
  type ResultStore,
  StartAnalysis,
} from '@earshot/core';
import { customDocument, manifestDocument, standardDocument } from './documents.ts';
import { type Effort, type Figure, figure, ratioOf } from './measure.ts';

const digests = {
  md5Hex: (text: string) => createHash('md5').update(text).digest('hex'),
  sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'),
};

/** A bucket that holds what the analyzer wrote, at no cost to the process under test: both sides read the same bytes. */
class Bucket implements ResultStore {
  readonly #objects = new Map<ObjectUri, Uint8Array>();

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    return this.#objects.get(uri);
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    this.#objects.set(uri, bytes);
  }

  async list(): Promise<ObjectList> {
    return { uris: [...this.#objects.keys()] };
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#objects.delete(uri);
  }
}

/** The whole pipeline in memory: start events in, records out. */
class Pipeline {
  readonly #analyzer = new MemoryAudioAnalyzer();
  readonly #repository = new MemoryRecordRepository();
  readonly #store = new Bucket();
  readonly #state = new MemorySharedState();
  readonly #standard: Uint8Array;
  readonly #custom = customDocument();
  readonly #manifest = new TextDecoder().decode(manifestDocument('s3://FOLDER/', 'JOB'));
  readonly #handle: HandleDelivery;
  readonly #documents: ObjectUri[] = [];
  #calls = 0;

  constructor(standard: Uint8Array) {
    this.#standard = standard;
    const now = () => new Date();
    const [analyzer, repository, store] = [this.#analyzer, this.#repository, this.#store];
    const outputs = ObjectUri.parse(`s3://results/${DEFAULT_LAYOUT.outputsPrefix}`);
    this.#handle = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis({ analyzer, repository, state: this.#state, digests, now, outputs }),
      persistResult: new PersistResult({ repository, store, digests, now }),
      recordFailure: new RecordFailure({ repository, digests, now }),
    });
  }

  /** Takes so many calls from start event to record. */
  async run(count: number): Promise<void> {
    const source = new MemoryEventSource({ whenEmpty: 'end' });
    const first = this.#calls;
    this.#calls += count;
    for (let index = first; index < this.#calls; index++) {
      const message = {
        callId: `call-${index}`,
        audioS3Uri: `s3://recordings/call-${index}.wav`,
        timestamp: timeOf(index),
      };
      source.send(JSON.stringify(message));
    }
    const handle = this.#handle.execute.bind(this.#handle);
    let stored = 0;
    await processDeliveries({
      source,
      handle,
      onReport: ({ items }) => {
        for (const item of items) {
          if (item.status === 'started') this.#finish(item.record.callId, String(item.record.jobs[0]?.jobId), source);
          else if (item.status === 'stored') stored++;
        }
      },
    });
    if (stored !== count) throw new Error(`${stored} of ${count} calls were stored`);
    for (const uri of this.#documents.splice(0)) await this.#store.delete(uri);
  }

  /** What the analyzer would do: write its results, and let the bucket tell. They don't stay in this process. */
  #finish(callId: string, jobId: string, source: MemoryEventSource): void {
    const key = `${DEFAULT_LAYOUT.outputsPrefix}${callId}/${jobId}/`;
    const folder = `s3://results/${key}`;
    this.#write(`${folder}0/standard_output/0/result.json`, this.#standard);
    this.#write(`${folder}0/custom_output/0/result.json`, this.#custom);
    const manifest = this.#manifest.replaceAll('s3://FOLDER/', folder).replaceAll('JOB', jobId);
    this.#write(`${folder}job_metadata.json`, new TextEncoder().encode(manifest));
    const object = { key: `${key}job_metadata.json`, size: 671 };
    const record = {
      eventName: 'ObjectCreated:Put',
      eventTime: timeOf(0),
      s3: { bucket: { name: 'results' }, object },
    };
    source.send(JSON.stringify({ Records: [record] }));
  }

  #write(uri: string, bytes: Uint8Array): void {
    void this.#store.put(uri as ObjectUri, bytes);
    this.#documents.push(uri as ObjectUri);
  }
}

function timeOf(index: number): string {
  return new Date(1_790_000_000_000 + index * 1000).toISOString();
}

/** Two plain queues, `JSON.parse`, and a `Map`: what one would write in an hour. */
async function plainQueues(standard: Uint8Array, count: number): Promise<number> {
  const custom = customDocument();
  const bucket = new Map<string, Uint8Array>();
  const records = new Map<string, unknown>();
  const starts: string[] = [];
  const results: string[] = [];
  for (let index = 0; index < count; index++) {
    starts.push(JSON.stringify({ callId: `call-${index}`, audioS3Uri: `s3://recordings/call-${index}.wav` }));
  }
  while (starts.length > 0) {
    await Promise.allSettled(
      starts.splice(0, 10).map(async (body) => {
        const { callId } = JSON.parse(body) as { callId: string };
        const folder = `${callId}/job/`;
        bucket.set(`${folder}0/standard_output/0/result.json`, standard);
        bucket.set(`${folder}0/custom_output/0/result.json`, custom);
        results.push(JSON.stringify({ Records: [{ s3: { object: { key: folder } } }] }));
      }),
    );
  }
  while (results.length > 0) {
    await Promise.allSettled(
      results.splice(0, 10).map(async (body) => {
        const { Records } = JSON.parse(body) as { Records: { s3: { object: { key: string } } }[] };
        for (const { s3 } of Records) {
          const { key } = s3.object;
          const parsed = parse(bucket.get(`${key}0/standard_output/0/result.json`));
          const { inference_result } = parse(bucket.get(`${key}0/custom_output/0/result.json`));
          const { audio, audio_segments, topics } = parsed;
          records.set(key, {
            audio_segments,
            summary: (audio as { summary: string }).summary,
            topics,
            inference_result,
          });
        }
      }),
    );
  }
  return records.size;
}

function parse(bytes: Uint8Array | undefined): Record<string, unknown> {
  return JSON.parse(
    Buffer.from(bytes?.buffer ?? new ArrayBuffer(0), bytes?.byteOffset, bytes?.byteLength).toString('utf8'),
  );
}

/** `pipeline` and `pipeline-flat`. */
export async function* pipelineBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const batch = 20;
  const standard = standardDocument(4.4);
  const pipeline = new Pipeline(standard);
  const ours = await ratioOf(
    () => pipeline.run(batch),
    () => plainQueues(standard, batch),
    effort,
  );
  const kilobytes = Math.round(standard.length / 1024);
  const oursFigure = figure('pipeline', 1.0, ours);
  yield { ...oursFigure, note: `${batch} calls of ${kilobytes} KB: ${oursFigure.note}` };

  const few = effort.smoke ? 100 : 1_000;
  const many = effort.smoke ? 1_000 : 100_000;
  const short = standardDocument(0.2);
  const [small, large] = [new Pipeline(short), new Pipeline(short)];
  for (let taken = 0; taken < few; taken += 100) await small.run(100);
  for (let taken = 0; taken < many; taken += 100) await large.run(100);
  const flat = await ratioOf(
    () => large.run(batch),
    () => small.run(batch),
    effort,
    20,
  );
  const flatFigure = figure('pipeline-flat', 1.2, flat);
  yield { ...flatFigure, note: `${batch} calls at ${many} kept and at ${few}: ${flatFigure.note}` };
}

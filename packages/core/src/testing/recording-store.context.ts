import { partsOf, type UploadPlan } from '../model/upload-plan.js';
import { ObjectUri } from '../model/uri.js';
import type { PartTarget, RecordingStat, RecordingStore } from '../ports/recording-store.js';
import { assertOk } from './assert.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** A request to a signed URL. */
export interface SignedRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: string;
  /** Besides `Content-Length`, which follows from the body. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent with GET. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** A store that is empty under its root, and shares what it keeps with no other. */
export interface RecordingStoreContext extends ContractContext {
  readonly store: RecordingStore;
  /** Where the suite puts its recordings: scheme, bucket and a slash. @defaultValue `s3://contract/` */
  readonly root?: string;
  /** Sends a request as a browser would. Gives the answer's body if the answer is a success, else `undefined`. */
  readonly send: (request: SignedRequest) => Promise<Uint8Array | undefined>;
  /** The store's time, epoch ms. */
  readonly nowMs: () => number;
  /** Lets time pass for the store, and for whatever serves its URLs. */
  readonly advance: (ms: number) => void;
}

/** Facts of a {@link RecordingStore}. */
export interface RecordingStoreContractOptions extends ContractOptions {
  /** Recordings of this size or more are uploaded in parts. Small sizes make a quick suite. */
  readonly partsFromBytes: number;
  readonly partSizeBytes: number;
}

export interface RecordingsInCase extends Required<Omit<RecordingStoreContext, 'dispose'>>, ContractContext {
  readonly at: (key: string) => ObjectUri;
  /** Begins an upload of bytes. The plan has been stored and read again, as plans are. */
  readonly open: (key: string, bytes: Uint8Array, contentType?: string) => Promise<UploadPlan>;
  /** Sends parts of an upload, all of them unless numbers are given. Returns whether each was taken. */
  readonly sendParts: (plan: UploadPlan, bytes: Uint8Array, numbers?: readonly number[]) => Promise<readonly boolean[]>;
  /** Where part 1 goes, for a minute. */
  readonly firstTarget: (plan: UploadPlan) => Promise<PartTarget>;
  /** Uploads a whole recording. */
  readonly upload: (key: string, bytes: Uint8Array) => Promise<RecordingStat>;
  /** The bytes of a recording, or of a range of it. */
  readonly readAll: (key: string, range?: { start: number; end?: number | undefined }) => Promise<Uint8Array>;
}

/** How long the URLs of a case are good for. */
export const MINUTE_MS = 60_000;

/** Completes a context for the cases. */
export function recordingsInCase(context: RecordingStoreContext): RecordingsInCase {
  const { store, send, nowMs, root = 's3://contract/' } = context;
  const { uploads } = store;
  const at = (key: string) => ObjectUri.parse(root + key);
  const open: RecordingsInCase['open'] = async (key, { length }, contentType = 'audio/wav') => {
    const plan = await uploads.open({ uri: at(key), sizeBytes: length, contentType });
    return JSON.parse(JSON.stringify(plan)) as UploadPlan;
  };
  const sendParts: RecordingsInCase['sendParts'] = async (plan, bytes, numbers = numbersOf(plan)) => {
    const taken: boolean[] = [];
    for (const { number, url, headers } of await uploads.urlsFor(plan, numbers, nowMs() + MINUTE_MS)) {
      taken.push((await send({ method: 'PUT', url, headers, body: partOf(plan, bytes, number) })) !== undefined);
    }
    return taken;
  };
  const { dispose } = context;
  return {
    ...context,
    root,
    at,
    open,
    sendParts,
    async firstTarget(plan) {
      const [target] = await uploads.urlsFor(plan, [1], nowMs() + MINUTE_MS);
      assertOk(target !== undefined, 'there is a URL for part 1');
      return target;
    },
    async upload(key, bytes) {
      const plan = await open(key, bytes);
      const taken = await sendParts(plan, bytes);
      assertOk(taken.every(Boolean), `the parts of ${key} are taken`);
      return uploads.complete(plan);
    },
    async readAll(key, range) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await store.read(at(key), range)) chunks.push(chunk.slice());
      return joined(chunks);
    },
    ...(dispose && { dispose: () => dispose.call(context) }),
  };
}

/** The bytes of a part. */
export function partOf(plan: UploadPlan, bytes: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
  const start = plan.method === 'put' ? 0 : (number - 1) * plan.partSizeBytes;
  const part = partsOf(plan)[number - 1];
  return Uint8Array.from(bytes.subarray(start, start + (part?.sizeBytes ?? 0)));
}

/** A recording of a size; of another seed, every byte differs. */
export function someBytes(size: number, seed = 0): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed) % 251);
}

function numbersOf(plan: UploadPlan): readonly number[] {
  return partsOf(plan).map(({ number }) => number);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

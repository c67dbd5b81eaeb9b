import { MemoryRecordingStore } from '@earshot/adapters-memory';
import type { ObjectUri, RecordingStore, RecordingUrls, UploadTargets } from '@earshot/core';
import { type RecordingStoreContext, recordingStoreContract, sendToUrls } from '@earshot/core/testing';
import { describeMutants, withChanges } from './describe-mutants.js';

const SIZES = { partsFromBytes: 400_000, partSizeBytes: 200_000 };

type Store = RecordingStore & RecordingUrls;
type Change = (real: Store) => Partial<Store>;

let nowMs = 1_700_000_000_000;
const now = () => new Date(nowMs);

function contextOf(store: Store): RecordingStoreContext {
  const advance = (ms: number) => {
    nowMs += ms;
  };
  return { store, send: sendToUrls(store), nowMs: () => nowMs, advance };
}

const correct = () => contextOf(new MemoryRecordingStore({ ...SIZES, now }));

function mutant(change: Change): () => RecordingStoreContext {
  return () => contextOf(withChanges<Store>(new MemoryRecordingStore({ ...SIZES, now }), change));
}

/** Changes uploads alone. */
function uploading(change: (real: UploadTargets, store: Store) => Partial<UploadTargets>): () => RecordingStoreContext {
  return mutant((store) => ({ uploads: withChanges(store.uploads, (real) => change(real, store)) }));
}

/** Takes other permits for the one that a URL has. */
function permitting(permitOf: (real: Store, method: string, url: string) => ReturnType<Store['permitOf']>) {
  return mutant((real) => ({ permitOf: (method, url) => permitOf(real, method, url) }));
}

/** Remembers when a URL expires no more. */
function unending(): () => RecordingStoreContext {
  const never = 8_640_000_000_000_000;
  return mutant((real) => ({
    signedUrl: (uri, options) => real.signedUrl(uri, { ...options, expiresAtMs: never }),
    uploads: withChanges(real.uploads, (uploads) => ({
      urlsFor: (plan, numbers) => uploads.urlsFor(plan, numbers, never),
    })),
  }));
}

/** Looks at the signature in a URL, and takes the URL's word for the recording. */
function believing(): () => RecordingStoreContext {
  const urls = new Map<string, string>();
  const signature = (url: string) => url.slice(url.indexOf('?'));
  const kept = (url: string) => {
    urls.set(signature(url), url);
    return url;
  };
  return mutant((real) => ({
    signedUrl: async (uri, options) => kept(await real.signedUrl(uri, options)),
    uploads: withChanges(real.uploads, (uploads) => ({
      urlsFor: async (...asked) => {
        const targets = await uploads.urlsFor(...asked);
        for (const { url } of targets) kept(url);
        return targets;
      },
    })),
    permitOf: (method, url) => {
      const permit = real.permitOf(method, urls.get(signature(url)) ?? url);
      const uri = decodeURIComponent(url.slice('/files/'.length, url.indexOf('?'))) as ObjectUri;
      return permit.method === 'GET' ? { ...permit, uri } : { ...permit, plan: { ...permit.plan, uri } };
    },
  }));
}

/** Removes what is there before an upload replaces it. */
const overwriting: Change = (real) => ({
  receive: async (permit, sent) => {
    if (permit.plan.method === 'put') await real.delete(permit.plan.uri);
    return real.receive(permit, sent);
  },
});

const tidied = (uri: ObjectUri) => uri.replace(/(?<!:)\/\/+/g, '/') as ObjectUri;
const shared = correct();

describeMutants<RecordingStoreContext>('recordingStoreContract', {
  contract: (create) => recordingStoreContract(create, SIZES),
  correct,
  mutants: {
    'two stores know nothing of each other': () => shared,
    'where no recording is, stat answers undefined and read rejects': mutant((real) => ({
      read: async (uri, range) => ((await real.stat(uri)) === undefined ? nothing() : real.read(uri, range)),
    })),
    'a recording is read as it was uploaded': mutant((real) => ({
      read: async (uri, range) => mapped(await real.read(uri, range), (byte) => byte & 0x7f),
    })),
    'a range is exactly its bytes, and ends with the recording at the latest': mutant((real) => ({
      // Takes the end for one behind the last byte.
      read: (uri, range) => real.read(uri, range?.end === undefined ? range : { ...range, end: range.end - 1 }),
    })),
    'a range that begins behind the last byte is refused': mutant((real) => ({
      read: async (uri, range) => {
        const size = (await real.stat(uri))?.sizeBytes ?? 0;
        return range !== undefined && range.start >= size ? nothing() : real.read(uri, range);
      },
    })),
    'leaving a read early harms no later one': mutant((real) => {
      let reading = false;
      return {
        read: async (uri, range) => {
          if (reading) return nothing();
          reading = true;
          return (async function* () {
            yield* await real.read(uri, range);
            reading = false;
          })();
        },
      };
    }),
    'the etag changes when the bytes do, and only then': mutant((real) => ({
      stat: async (uri) => sized(await real.stat(uri)),
      uploads: withChanges(real.uploads, (uploads) => ({
        complete: async (plan) => sized(await uploads.complete(plan)),
      })),
    })),
    'keys are exact, however odd': mutant((real) => ({
      stat: (uri) => real.stat(tidied(uri)),
      read: (uri, range) => real.read(tidied(uri), range),
      uploads: withChanges(real.uploads, (uploads) => ({
        open: (request) => uploads.open({ ...request, uri: tidied(request.uri) }),
      })),
    })),
    'a signed URL reads its recording, by GET alone': permitting((real, method, url) => {
      const permit = real.permitOf('GET', url);
      if (permit.method === 'PUT' || method === 'GET') return permit;
      const plan = { method: 'put', uri: permit.uri, sizeBytes: 3, contentType: '' } as const;
      return { method: 'PUT', plan, part: { number: 1, sizeBytes: 3 } };
    }),
    'a signed URL expires': unending(),
    'a signed URL is good for one recording': believing(),
    'delete removes one recording, and answers whether it was there': mutant((real) => ({
      delete: async (uri) => {
        await real.delete(uri);
        return true;
      },
    })),
    "a part's URL takes exactly the size that was signed": mutant((real) => ({
      receive: (permit, sent) => {
        const sizeBytes = sent.sizeBytes ?? 0;
        return real.receive({ ...permit, part: { ...permit.part, sizeBytes } }, sent);
      },
    })),
    "a part's URL takes only the type that was signed": mutant((real) => ({
      receive: (permit, sent) => real.receive(permit, { ...sent, contentType: permit.plan.contentType }),
    })),
    "a part's URL is for PUT alone, and expires": unending(),
    "a part's URL is good for one recording": believing(),
    'an upload begins only where no recording is': uploading((real, store) => ({
      open: async (request) => {
        await store.delete(request.uri);
        return real.open(request);
      },
    })),
    'an upload by one PUT never overwrites': mutant(overwriting),
    'the one part of a PUT is listed once it arrived': uploading((real) => ({
      parts: async (plan) => (plan.method === 'put' ? [] : real.parts(plan)),
    })),
    'a large recording is uploaded in parts, which arrive in any order': uploading((real) => ({
      parts: async (plan) => (await real.parts(plan))?.toReversed(),
    })),
    'complete names the parts that are missing, and goes on once they arrived': uploading((real) => ({
      complete: async (plan) => {
        try {
          return await real.complete(plan);
        } catch (error) {
          await real.abort(plan);
          throw error;
        }
      },
    })),
    'a part that arrives again replaces the one before': mutant((real) => ({
      receive: async (permit, sent) => {
        const received = await real.uploads.parts(permit.plan);
        const { etag } = received?.find(({ number }) => number === permit.part.number) ?? {};
        return etag === undefined ? real.receive(permit, sent) : { etag };
      },
    })),
    'a part that was cut off has not arrived': mutant((real) => ({
      receive: (permit, sent) => {
        const { sizeBytes = 0 } = sent;
        return real.receive({ ...permit, part: { ...permit.part, sizeBytes } }, sent);
      },
    })),
    'complete answers the same, however often and by however many': uploading((real, store) => ({
      complete: async (plan) => {
        const before = await store.stat(plan.uri);
        const completed = await real.complete(plan);
        return before === undefined ? completed : { ...completed, etag: `${completed.etag}-again` };
      },
    })),
    'an upload in parts never overwrites': uploading((real, store) => ({
      complete: async (plan) => {
        await store.delete(plan.uri);
        return real.complete(plan);
      },
    })),
    'abort discards the parts': uploading(() => ({ abort: async () => {} })),
    'an upload in parts that was completed or aborted is unknown': uploading((real) => ({
      parts: async (plan) => (await real.parts(plan)) ?? [],
    })),
    'abort undoes no completed upload': uploading((real, store) => ({
      abort: async (plan) => {
        await real.abort(plan);
        await store.delete(plan.uri);
      },
    })),
  },
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* mapped(chunks: AsyncIterable<Uint8Array>, map: (byte: number) => number): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.map(map);
}

/** Derives the etag from the size, as it must not be. */
function sized<T extends { readonly sizeBytes: number } | undefined>(stat: T): T {
  return stat && { ...stat, etag: `"${stat.sizeBytes}"` };
}

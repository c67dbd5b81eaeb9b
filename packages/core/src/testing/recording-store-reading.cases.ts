import * as fc from 'fast-check';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { ODD_KEYS } from './odd-names.js';
import { MINUTE_MS, type RecordingsInCase, someBytes } from './recording-store.context.js';

/** What holds of `stat`, `read`, `signedUrl` and `delete`. */
export function recordingReadingCases(maker: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [...readCases(maker), ...signedCases(maker), ...deleteCases(maker)];
}

function readCases({ example, pair, property }: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [
    pair('two stores know nothing of each other', async (one, { store, at }) => {
      await one.upload('recording', someBytes(5));
      assertEqual(await store.stat(at('recording')), undefined, 'the other store has no such recording');
    }),
    example('where no recording is, stat answers undefined and read rejects', async ({ store, at, upload }) => {
      await upload('folder/recording', someBytes(5));
      for (const key of ['nothing', 'folder', 'folder/recordin', 'folder/recording/']) {
        assertEqual(await store.stat(at(key)), undefined, `nothing is at ${key}`);
        await assertRejects(store.read(at(key)), 'EARSHOT_NOT_FOUND', `nothing is at ${key}`);
      }
    }),
    property(
      'a recording is read as it was uploaded',
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      async ({ store, at, upload, readAll }, bytes) => {
        const { sizeBytes, etag } = await upload('recording', bytes);
        assertEqual(sizeBytes, bytes.length, 'complete answers with its size');
        assertEqual(await readAll('recording'), bytes, 'the same bytes');
        const known = await store.stat(at('recording'));
        assertEqual([known?.sizeBytes, known?.etag], [bytes.length, etag], 'stat says what complete said');
      },
    ),
    property(
      'a range is exactly its bytes, and ends with the recording at the latest',
      fc.record({
        size: fc.integer({ min: 1, max: 40 }),
        from: fc.nat(),
        length: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
      }),
      async ({ upload, readAll }, { size, from, length }) => {
        const bytes = someBytes(size);
        await upload('recording', bytes);
        const start = from % size;
        const end = length === undefined ? undefined : start + length - 1;
        const expected = bytes.slice(start, end === undefined ? undefined : end + 1);
        assertEqual(await readAll('recording', { start, end }), expected, `bytes ${start} to ${end ?? 'the last'}`);
      },
    ),
    example('a range that begins behind the last byte is refused', async ({ store, at, upload }) => {
      await upload('recording', someBytes(5));
      for (const start of [5, 6, 1_000_000]) {
        const reading = store.read(at('recording'), { start, end: start + 1 });
        await assertRejects(reading, 'EARSHOT_INVALID_INPUT', `there is no byte ${start}`);
      }
    }),
    example('leaving a read early harms no later one', async ({ store, at, upload, readAll }) => {
      const bytes = someBytes(300_000);
      await upload('recording', bytes);
      for (let times = 0; times < 3; times++) {
        for await (const chunk of await store.read(at('recording'))) {
          assertOk(chunk.length > 0, 'chunks are not empty');
          break;
        }
      }
      assertEqual(await readAll('recording'), bytes, 'the whole recording');
    }),
    example('the etag changes when the bytes do, and only then', async ({ store, at, upload }) => {
      const first = await upload('recording', someBytes(5));
      assertEqual((await store.stat(at('recording')))?.etag, first.etag, 'the same bytes');
      await store.delete(at('recording'));
      const second = await upload('recording', someBytes(5, 1));
      assertOk(second.etag !== first.etag, 'other bytes of the same size have another etag');
    }),
    example('keys are exact, however odd', async ({ store, at, upload, readAll }) => {
      for (const [index, key] of ODD_KEYS.entries()) {
        assertEqual(await store.stat(at(key)), undefined, `nothing is at ${key} before it is uploaded`);
        await upload(key, someBytes(3, index));
      }
      for (const [index, key] of ODD_KEYS.entries()) {
        assertEqual(await readAll(key), someBytes(3, index), `the recording at ${key} has its own bytes`);
      }
    }),
  ];
}

function signedCases({ example }: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [
    example('a signed URL reads its recording, by GET alone', async (context) => {
      const { store, at, nowMs, send, upload, readAll } = context;
      const bytes = someBytes(5);
      await upload('recording', bytes);
      const named = { contentType: 'audio/wav', fileName: 'Anruf "1" 返金.wav' };
      for (const options of [{}, named]) {
        const url = await store.signedUrl(at('recording'), { expiresAtMs: nowMs() + MINUTE_MS, ...options });
        assertEqual(await send({ method: 'GET', url, headers: {} }), bytes, 'the recording');
        const overwrite = { method: 'PUT', url, headers: {}, body: Uint8Array.of(1, 2, 3) } as const;
        assertEqual(await send(overwrite), undefined, 'it is for GET');
      }
      assertEqual(await readAll('recording'), bytes, 'the recording is as it was');
    }),
    example('a signed URL expires', async ({ store, at, nowMs, advance, send, upload }) => {
      await upload('recording', someBytes(5));
      const url = await store.signedUrl(at('recording'), { expiresAtMs: nowMs() + MINUTE_MS });
      advance(MINUTE_MS + 2_000);
      assertEqual(await send({ method: 'GET', url, headers: {} }), undefined, 'it has expired');
    }),
    example('a signed URL is good for one recording', async ({ store, at, nowMs, send, upload }) => {
      await upload('first', someBytes(5));
      await upload('other', someBytes(5, 1));
      const url = await store.signedUrl(at('first'), { expiresAtMs: nowMs() + MINUTE_MS });
      const changed = url.replace('first', 'other');
      assertEqual(await send({ method: 'GET', url: changed, headers: {} }), undefined, 'it was signed for another');
    }),
  ];
}

function deleteCases({ example }: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [
    example(
      'delete removes one recording, and answers whether it was there',
      async ({ store, at, upload, readAll }) => {
        assertEqual(await store.delete(at('recording')), false, 'there was none');
        await upload('recording', someBytes(5));
        await upload('recording-2', someBytes(5, 1));
        assertEqual(await store.delete(at('recording')), true, 'there was one');
        assertEqual(await store.stat(at('recording')), undefined, 'it is gone');
        assertEqual(await store.delete(at('recording')), false, 'it was gone');
        assertEqual(await readAll('recording-2'), someBytes(5, 1), 'the other one is still there');
      },
    ),
  ];
}

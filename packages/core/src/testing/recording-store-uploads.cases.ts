import { missingParts } from '../model/upload-plan.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import {
  MINUTE_MS,
  partOf,
  type RecordingStoreContractOptions,
  type RecordingsInCase,
  someBytes,
} from './recording-store.context.js';

type Sizes = Pick<RecordingStoreContractOptions, 'partsFromBytes' | 'partSizeBytes'>;

/** What holds of `uploads`. */
export function recordingUploadCases(maker: CaseMaker<RecordingsInCase>, sizes: Sizes): ContractCase[] {
  return [...targetCases(maker), ...putCases(maker), ...partCases(maker, sizes)];
}

function targetCases({ example }: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [
    example("a part's URL takes exactly the size that was signed", async ({ store, open, firstTarget, send, at }) => {
      const bytes = someBytes(5);
      const plan = await open('recording', bytes);
      const { url, headers } = await firstTarget(plan);
      for (const size of [0, 4, 6, 5_000]) {
        const body = Uint8Array.from(someBytes(size));
        assertEqual(await send({ method: 'PUT', url, headers, body }), undefined, `${size} bytes in place of 5`);
      }
      assertEqual(await store.stat(at('recording')), undefined, 'there is no recording');
      const error = await assertRejects(store.uploads.complete(plan), 'EARSHOT_CONFLICT', 'its part is missing');
      assertEqual(error.details['missing'], [1], 'the part that is missing');
    }),
    example("a part's URL takes only the type that was signed", async ({ store, open, firstTarget, send, at }) => {
      const bytes = Uint8Array.from(someBytes(5));
      const { url, headers } = await firstTarget(await open('recording', bytes, 'audio/wav'));
      const typed = { ...headers, 'content-type': 'text/html' };
      assertEqual(await send({ method: 'PUT', url, headers: typed, body: bytes }), undefined, 'another type');
      assertEqual(await store.stat(at('recording')), undefined, 'there is no recording');
    }),
    example("a part's URL is for PUT alone, and expires", async ({ open, firstTarget, send, advance, store, at }) => {
      const bytes = Uint8Array.from(someBytes(5));
      const { url, headers } = await firstTarget(await open('recording', bytes));
      assertEqual(await send({ method: 'GET', url, headers: {} }), undefined, 'it is for PUT');
      advance(MINUTE_MS + 2_000);
      assertEqual(await send({ method: 'PUT', url, headers, body: bytes }), undefined, 'it has expired');
      assertEqual(await store.stat(at('recording')), undefined, 'there is no recording');
    }),
    example("a part's URL is good for one recording", async ({ open, firstTarget, send, store, at }) => {
      const bytes = Uint8Array.from(someBytes(5));
      const { url, headers } = await firstTarget(await open('first', bytes));
      const changed = url.replace('first', 'other');
      assertEqual(
        await send({ method: 'PUT', url: changed, headers, body: bytes }),
        undefined,
        'it was signed for first',
      );
      assertEqual(await store.stat(at('other')), undefined, 'there is no other recording');
    }),
  ];
}

function putCases({ example }: CaseMaker<RecordingsInCase>): ContractCase[] {
  return [
    example('an upload begins only where no recording is', async ({ open, upload }) => {
      await upload('recording', someBytes(5));
      await assertRejects(open('recording', someBytes(5, 1)), 'EARSHOT_CONFLICT', 'there is a recording');
    }),
    example('an upload by one PUT never overwrites', async ({ open, sendParts, upload, readAll }) => {
      const late = await open('recording', someBytes(5, 1));
      await upload('recording', someBytes(5));
      assertEqual(await sendParts(late, someBytes(5, 1)), [false], 'there is a recording by now');
      assertEqual(await readAll('recording'), someBytes(5), 'the recording is as it was');
    }),
    example('the one part of a PUT is listed once it arrived', async ({ store, open, sendParts }) => {
      const bytes = someBytes(5);
      const plan = await open('recording', bytes);
      assertEqual(plan.method, 'put', 'it is small');
      assertEqual(await store.uploads.parts(plan), [], 'nothing has arrived');
      await sendParts(plan, bytes);
      const received = await store.uploads.parts(plan);
      assertEqual(missingParts(plan, received ?? []), [], 'all of it has arrived');
    }),
  ];
}

function partCases({ example }: CaseMaker<RecordingsInCase>, { partsFromBytes, partSizeBytes }: Sizes): ContractCase[] {
  // Three parts, the last of which is short.
  const size = Math.max(partsFromBytes, 2 * partSizeBytes + 3);
  const bytes = someBytes(size);
  const last = Math.ceil(size / partSizeBytes);
  return [
    example('a large recording is uploaded in parts, which arrive in any order', async (context) => {
      const { store, at, open, sendParts, readAll } = context;
      const plan = await open('recording', bytes);
      assertEqual(plan.method === 'parts' && plan.partSizeBytes, partSizeBytes, 'parts of their size');
      const numbers = Array.from({ length: last }, (_, index) => last - index);
      assertEqual((await sendParts(plan, bytes, numbers)).every(Boolean), true, 'each part is taken');
      assertEqual(await store.stat(at('recording')), undefined, 'it is no recording before it is completed');
      const received = await store.uploads.parts(plan);
      assertEqual(
        received?.map(({ number }) => number),
        numbers.toReversed(),
        'the parts, by number',
      );
      assertEqual(missingParts(plan, received ?? []), [], 'the parts, with their sizes');
      assertEqual((await store.uploads.complete(plan)).sizeBytes, size, 'the size of the whole');
      assertEqual(await readAll('recording'), bytes, 'the parts, in order');
    }),
    example('complete names the parts that are missing, and goes on once they arrived', async (context) => {
      const { store, at, open, sendParts, readAll } = context;
      const plan = await open('recording', bytes);
      await sendParts(plan, bytes, [2]);
      const error = await assertRejects(store.uploads.complete(plan), 'EARSHOT_CONFLICT', 'parts are missing');
      const missing = missingParts(plan, (await store.uploads.parts(plan)) ?? []).map(({ number }) => number);
      assertEqual(error.details['missing'], missing, 'the parts that are missing');
      assertOk(!missing.includes(2) && missing.includes(1), 'part 2 has arrived, and part 1 has not');
      assertEqual(await store.stat(at('recording')), undefined, 'there is no recording yet');
      await sendParts(plan, bytes, missing);
      await store.uploads.complete(plan);
      assertEqual(await readAll('recording'), bytes, 'the whole recording');
    }),
    example('a part that arrives again replaces the one before', async ({ store, open, sendParts, readAll }) => {
      const plan = await open('recording', bytes);
      const other = someBytes(size, 7);
      await sendParts(plan, other);
      assertEqual((await sendParts(plan, bytes)).every(Boolean), true, 'each part is taken again');
      await store.uploads.complete(plan);
      assertEqual(await readAll('recording'), bytes, 'the parts that arrived last');
    }),
    example('a part that was cut off has not arrived', async ({ store, open, firstTarget, send, sendParts }) => {
      const plan = await open('recording', bytes);
      const { url, headers } = await firstTarget(plan);
      const body = partOf(plan, bytes, 1).slice(1);
      assertEqual(await send({ method: 'PUT', url, headers, body }), undefined, 'a part without its last byte');
      assertEqual(await store.uploads.parts(plan), [], 'nothing has arrived');
      assertEqual(await sendParts(plan, bytes, [1]), [true], 'it can be sent again');
    }),
    example('complete answers the same, however often and by however many', async (context) => {
      const { store, open, sendParts, readAll } = context;
      const plan = await open('recording', bytes);
      await sendParts(plan, bytes);
      const answers = await Promise.all([1, 2, 3].map(() => store.uploads.complete(plan)));
      answers.push(await store.uploads.complete(plan));
      for (const answer of answers) assertEqual(answer, answers[0], 'the same recording');
      assertEqual(await readAll('recording'), bytes, 'the whole recording');
    }),
    example('an upload in parts never overwrites', async ({ store, open, sendParts, upload, readAll }) => {
      const late = await open('recording', bytes);
      await upload('recording', someBytes(5));
      await sendParts(late, bytes);
      await assertRejects(store.uploads.complete(late), 'EARSHOT_CONFLICT', 'there is a recording by now');
      assertEqual(await readAll('recording'), someBytes(5), 'the recording is as it was');
    }),
    example('abort discards the parts', async ({ store, at, open, sendParts, firstTarget, send }) => {
      const plan = await open('recording', bytes);
      await sendParts(plan, bytes);
      const { url, headers } = await firstTarget(plan);
      await store.uploads.abort(plan);
      await store.uploads.abort(plan);
      const again = { method: 'PUT', url, headers, body: partOf(plan, bytes, 1) } as const;
      assertEqual(await send(again), undefined, 'its URLs take nothing');
      await assertRejects(store.uploads.complete(plan), 'EARSHOT_NOT_FOUND', 'it was aborted');
      assertEqual(await store.stat(at('recording')), undefined, 'there is no recording');
    }),
    example('an upload in parts that was completed or aborted is unknown', async ({ store, open, sendParts }) => {
      const [completed, aborted] = [await open('recording', bytes), await open('other', bytes)];
      assertEqual(await store.uploads.parts(completed), [], 'none has arrived');
      await sendParts(completed, bytes);
      await store.uploads.complete(completed);
      await store.uploads.abort(aborted);
      for (const plan of [completed, aborted]) {
        assertEqual(await store.uploads.parts(plan), undefined, 'upload not found any more');
      }
    }),
    example('abort undoes no completed upload', async ({ store, open, sendParts, readAll }) => {
      const plan = await open('recording', bytes);
      await sendParts(plan, bytes);
      await store.uploads.complete(plan);
      await store.uploads.abort(plan);
      assertEqual(await readAll('recording'), bytes, 'the whole recording');
    }),
  ];
}

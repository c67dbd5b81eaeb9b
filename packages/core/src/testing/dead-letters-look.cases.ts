import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { bodiesOf, deadLetter, numbered } from './dead-letter.js';
import type { DeadLettersContext, DeadLettersContractOptions } from './dead-letters.context.js';
import { FAILURES } from './event-source-answers.cases.js';
import { bodiesDue } from './receive.js';
import { spoil } from './spoil.js';

/** More than an SQS receive returns, so that a list takes several. */
const MANY = 23;

/** What holds of `list`, `show` and `count`. */
export function deadLettersLookCases(
  { example, pair }: CaseMaker<DeadLettersContext>,
  { exhausts = false }: Pick<DeadLettersContractOptions, 'exhausts'>,
): ContractCase[] {
  return [
    pair('two queues know nothing of each other’s dead letters', async (one, other) => {
      await deadLetter(one, ['message']);
      assertEqual(await other.letters.list(), [], 'the other queue has no dead letter');
      assertEqual(bodiesOf(await one.letters.list()), ['message'], 'the first has one');
    }),
    example('a queue without dead letters lists, shows and counts none', async ({ letters, send }) => {
      await send('message');
      assertEqual(await letters.list(), [], 'list gives nothing');
      assertEqual(await letters.show('message'), undefined, 'show finds nothing');
      assertEqual(await total(letters.count()), 0, 'count is 0');
    }),
    example('a dead letter has the body and the failure of the message that was dead-lettered', async (context) => {
      for (const failure of FAILURES) await deadLetter(context, [`body of ${failure.code}\n返金 😀`], failure);
      const listed = (await context.letters.list()).map(({ body, failure }) => ({ body, failure }));
      const expected = FAILURES.map((failure) => ({ body: `body of ${failure.code}\n返金 😀`, failure }));
      const byBody = (a: { body: string }, b: { body: string }) => (a.body < b.body ? -1 : 1);
      assertEqual(listed.sort(byBody), expected.sort(byBody), 'every body with code and reason');
    }),
    example('list gives each dead letter once, and count their number', async (context) => {
      await deadLetter(context, numbered(MANY));
      const listed = await context.letters.list();
      assertEqual(bodiesOf(listed), [...numbered(MANY)].sort(), 'all of them, each once');
      assertEqual(new Set(listed.map(({ messageId }) => messageId)).size, MANY, 'each has an id of its own');
      assertEqual(await total(context.letters.count()), MANY, 'count agrees');
    }),
    example('list gives at most as many as asked for', async (context) => {
      await deadLetter(context, numbered(MANY));
      for (const max of [1, 12, MANY]) {
        assertEqual((await context.letters.list({ max })).length, max, `${max} of ${MANY}`);
      }
    }),
    example('looking leaves dead letters where they are, and none is delivered', async (context) => {
      const { letters } = context;
      const [delivery] = await deadLetter(context, numbered(2));
      for (let times = 0; times < 2; times++) {
        assertEqual(bodiesOf(await letters.list()), numbered(2), 'list shows them again');
        assertEqual((await letters.show(delivery?.id ?? ''))?.body, delivery?.body, 'show shows it again');
        assertEqual(await total(letters.count()), 2, 'count stays');
      }
      assertEqual(await bodiesDue(context), [], 'nothing comes out of the queue');
    }),
    example('a look counts as a receive exactly where countsLooks says so', async (context) => {
      const { letters } = context;
      await deadLetter(context, ['message']);
      const counts: number[] = [];
      for (let times = 0; times < 2; times++) counts.push((await letters.list())[0]?.receiveCount ?? 0);
      const [first = 0, second = 0] = counts;
      assertOk(first > 0, 'it was received');
      assertEqual(second - first, letters.countsLooks ? 1 : 0, 'what a look adds to the count');
    }),
    example('show finds a dead letter by its id, and by the one that it had before', async (context) => {
      const deliveries = await deadLetter(context, numbered(3));
      for (const { id, body } of deliveries) {
        const before = await context.letters.show(id);
        assertEqual(before?.body, body, 'by the id of the delivery');
        const { messageId = '' } = before ?? {};
        assertEqual((await context.letters.show(messageId))?.body, body, 'by its own id');
        if (messageId !== id) assertEqual(before?.origin?.messageId, id, 'the origin names the id before');
      }
      assertEqual(await context.letters.show('no such message'), undefined, 'undefined when there is none');
    }),
    example('changing what list and show gave changes nothing that is kept', async (context) => {
      const { letters } = context;
      const [delivery] = await deadLetter(context, ['message']);
      spoil(await letters.list());
      spoil(await letters.show(delivery?.id ?? ''));
      const kept = (await letters.list()).map(({ body, failure }) => ({ body, failure }));
      assertEqual(kept, [{ body: 'message', failure: { code: 'Other', reason: 'broken' } }], 'it is as it was');
    }),
    ...(exhausts ? [exhaustCase(example)] : []),
  ];
}

function exhaustCase(example: CaseMaker<DeadLettersContext>['example']): ContractCase {
  return example('a message that the queue dead-lettered by itself is among them', async (context) => {
    await context.exhaust?.('exhausted');
    const [letter] = await context.letters.list();
    assertEqual(letter?.body, 'exhausted', 'list shows it');
    assertEqual((await context.letters.show(letter?.messageId ?? ''))?.body, 'exhausted', 'show finds it');
    assertEqual((await context.letters.redrive()).moved, 1, 'a redrive moves it');
    assertEqual(await bodiesDue(context), ['exhausted'], 'it is delivered again');
  });
}

async function total(count: Promise<{ readonly waiting: number; readonly inFlight?: number }>): Promise<number> {
  const { waiting, inFlight = 0 } = await count;
  return waiting + inFlight;
}

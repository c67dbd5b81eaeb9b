import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { bodiesOf, deadLetter, numbered } from './dead-letter.js';
import type { DeadLettersContext } from './dead-letters.context.js';
import { bodiesDue } from './receive.js';

/** More than an SQS receive returns. */
const MANY = 23;

/** What holds of `discard`. */
export function deadLettersDiscardCases({ example }: CaseMaker<DeadLettersContext>): ContractCase[] {
  return [
    example('a discard deletes every dead letter, and none is delivered again', async (context) => {
      const { letters } = context;
      const deliveries = await deadLetter(context, numbered(MANY));
      assertEqual(await letters.discard(), { discarded: MANY, missing: [] }, 'all are discarded');
      assertEqual(await letters.list(), [], 'list is empty');
      assertEqual(await letters.show(deliveries[0]?.id ?? ''), undefined, 'show finds nothing');
      assertEqual(await letters.redrive(), { moved: 0 }, 'nothing is left to send back');
      assertEqual(await bodiesDue(context), [], 'nothing is delivered');
    }),
    example('a discard leaves the other messages of the queue alone', async (context) => {
      await deadLetter(context, ['dead']);
      await context.send('alive');
      await context.letters.discard();
      assertEqual(await bodiesDue(context), ['alive'], 'what was not dead-lettered is delivered');
    }),
    example('a discard by ids deletes the dead letters that have them, and no others', async (context) => {
      const { letters } = context;
      const deliveries = await deadLetter(context, numbered(MANY));
      const unwanted = deliveries.filter((_, index) => index % 7 === 0);
      const messageIds = unwanted.map(({ id }) => id);
      assertEqual(await letters.discard({ messageIds }), { discarded: messageIds.length, missing: [] }, 'those named');
      const others = deliveries.filter((delivery) => !unwanted.includes(delivery));
      assertEqual(bodiesOf(await letters.list()), bodiesOf(others), 'the others are as they were');
      const [kept] = await letters.list();
      await letters.discard({ messageIds: [kept?.messageId ?? ''] });
      assertEqual((await letters.list()).length, others.length - 1, 'the id that list shows works too');
    }),
    example('a discard by ids names those that no dead letter has', async (context) => {
      const { letters } = context;
      const [delivery] = await deadLetter(context, numbered(2));
      const messageIds = [delivery?.id ?? '', 'no such message'];
      assertEqual(
        await letters.discard({ messageIds }),
        { discarded: 1, missing: ['no such message'] },
        'one is found',
      );
      assertEqual(await letters.discard({ messageIds }), { discarded: 0, missing: messageIds }, 'it is gone');
      assertEqual((await letters.list()).length, 1, 'the other one stays');
    }),
    example('a discard by no ids deletes nothing', async (context) => {
      await deadLetter(context, ['message']);
      assertEqual(await context.letters.discard({ messageIds: [] }), { discarded: 0, missing: [] }, 'none is meant');
      assertEqual(bodiesOf(await context.letters.list()), ['message'], 'it stays');
    }),
    example('a discard reports its progress, at the end what it discarded', async (context) => {
      await deadLetter(context, numbered(MANY));
      const reports: number[] = [];
      const { discarded } = await context.letters.discard({ onDiscarded: (count) => reports.push(count) });
      assertEqual(reports.at(-1), discarded, 'the last report is the outcome');
      assertOk(
        reports.every((count, at) => count >= (reports[at - 1] ?? 0)),
        `reports never go back: ${reports}`,
      );
    }),
  ];
}

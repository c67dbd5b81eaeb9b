import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import { bodiesOf, deadLetter, numbered } from './dead-letter.js';
import type { DeadLettersContext } from './dead-letters.context.js';
import { bodiesDue, receiveAll } from './receive.js';

/** What holds of `redrive`. */
export function deadLettersRedriveCases({ example }: CaseMaker<DeadLettersContext>): ContractCase[] {
  return [
    example('a redrive delivers every dead letter again, as if for the first time', async (context) => {
      const bodies = [...numbered(11), '返金 😀'];
      await deadLetter(context, bodies);
      assertEqual(await context.letters.redrive(), { moved: bodies.length }, 'all were moved');
      const deliveries = await receiveAll(context.source, bodies.length);
      assertEqual(bodiesOf(deliveries), [...bodies].sort(), 'with the bodies that they had');
      const counts = new Set(deliveries.map(({ receiveCount }) => receiveCount));
      assertEqual([...counts], [1], 'as if for the first time');
    }),
    example('what was sent back is no dead letter anymore', async (context) => {
      const { letters } = context;
      const [delivery] = await deadLetter(context, ['message']);
      await letters.redrive();
      assertEqual(await letters.list(), [], 'list is empty');
      assertEqual(await letters.show(delivery?.id ?? ''), undefined, 'show finds nothing');
      assertEqual((await letters.count()).waiting, 0, 'count is 0');
    }),
    example('a redrive leaves the other messages of the queue alone', async (context) => {
      await deadLetter(context, ['dead']);
      await context.send('alive');
      await context.letters.redrive();
      assertEqual((await bodiesDue(context)).sort(), ['alive', 'dead'], 'both are delivered, each once');
    }),
    example('a redrive of nothing moves nothing, however often', async (context) => {
      assertEqual(await context.letters.redrive(), { moved: 0 }, 'there is nothing to move');
      await deadLetter(context, ['message']);
      await context.letters.redrive();
      assertEqual(await context.letters.redrive(), { moved: 0 }, 'it has been moved already');
      assertEqual(await bodiesDue(context), ['message'], 'it is delivered once');
    }),
    example('a redrive reports its progress, at the end what it moved', async (context) => {
      await deadLetter(context, numbered(11));
      const reports: number[] = [];
      const { moved } = await context.letters.redrive({ onMoved: (count) => reports.push(count) });
      assertEqual(reports.at(-1), moved, 'the last report is the outcome');
      assertOk(
        reports.every((count, at) => count >= (reports[at - 1] ?? 0)),
        `reports never go back: ${reports}`,
      );
    }),
    example('a message that was sent back can be dead-lettered again, for another reason', async (context) => {
      const { letters, source } = context;
      await deadLetter(context, ['message']);
      await letters.redrive();
      const failure = { code: 'Again', reason: 'still broken' };
      for (const delivery of await receiveAll(source, 1)) await source.deadLetter(delivery, failure);
      assertEqual(
        (await letters.list()).map(({ body, failure }) => ({ body, failure })),
        [{ body: 'message', failure }],
        'with the later reason alone',
      );
    }),
  ];
}

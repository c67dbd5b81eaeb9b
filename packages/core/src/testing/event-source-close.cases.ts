import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { EventSourceContext, EventSourceFacts } from './event-source.context.js';
import { receiveAll, receiveOne } from './receive.js';

/** What holds of `close`. */
export function eventSourceCloseCases(maker: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase[] {
  const { example } = maker;
  const { visibilityMs, ends } = facts;
  return [
    example('every receive that waits answers undefined when the source is closed', async ({ source, send }) => {
      if (ends) {
        // Only for a message in work does such a source wait.
        await send('message', {});
        await receiveOne(source);
      }
      const waiting = [source.receive(1), source.receive(1), source.receive(10)];
      await source.close();
      assertEqual(await Promise.all(waiting), [undefined, undefined, undefined], 'no more waiting');
    }),
    ...(ends ? [] : [retryCase(maker, facts)]),
    example('every receive after the close answers undefined, whatever is due', async ({ source, send }) => {
      await send('message', {});
      await source.close();
      for (let times = 0; times < 3; times++) assertEqual(await source.receive(1), undefined, 'nothing will ever come');
    }),
    example('messages in work may still be answered after the close', async ({ source, send, deadLettered }) => {
      for (const body of ['a', 'b', 'c']) await send(body, {});
      const deliveries = await receiveAll(source, 3);
      await source.close();
      for (const delivery of deliveries) {
        if (delivery.body === 'a') await source.acknowledge(delivery);
        if (delivery.body === 'b') await source.retry(delivery, visibilityMs);
        if (delivery.body === 'c') await source.deadLetter(delivery, { code: 'Other', reason: 'broken' });
      }
      assertEqual(
        (await deadLettered()).map(({ delivery }) => delivery.body),
        ['c'],
        'one is dead-lettered',
      );
    }),
    example('closing again does no harm', async ({ source }) => {
      await source.close();
      await source.close();
      await Promise.all([source.close(), source.close()]);
      assertEqual(await source.receive(1), undefined, 'nothing will ever come');
    }),
  ];
}

function retryCase({ example }: CaseMaker<EventSourceContext>, { visibilityMs }: EventSourceFacts): ContractCase {
  return example(
    'a receive that waits for a message to retry answers undefined when the source is closed',
    async ({ source, send }) => {
      await send('message', {});
      await source.retry(await receiveOne(source), 2 * visibilityMs);
      const waiting = source.receive(1);
      await source.close();
      assertEqual(await waiting, undefined, 'no more waiting');
    },
  );
}

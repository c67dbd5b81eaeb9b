import * as fc from 'fast-check';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { EventSourceContext, EventSourceFacts } from './event-source.context.js';
import { bodiesDue, comeAgain, fallSilent, receiveAll, receiveOne, receiveSome } from './receive.js';
import { spoil } from './spoil.js';

const ODD_BODIES = [
  '{"callId":"1"}',
  'plain text',
  ' ',
  'line\nline\ttab',
  '<xml>&amp;</xml>',
  '"\'\\',
  '返金 😀',
  'x'.repeat(100_000),
];

/** What holds of `receive`. */
export function eventSourceDeliveryCases(
  { example, pair, property }: CaseMaker<EventSourceContext>,
  facts: EventSourceFacts,
): ContractCase[] {
  const { ends, keepsAnswers } = facts;
  return [
    pair('two sources know nothing of each other', async (one, other) => {
      await one.send('for one', {});
      assertEqual(await bodiesDue(other, facts), [], 'the other source does not deliver it');
      assertEqual((await receiveOne(one.source)).body, 'for one', 'the first source does');
    }),
    example('a message is delivered with the body that was sent', async ({ source, send }) => {
      for (const body of ODD_BODIES) await send(body, {});
      const deliveries = await receiveAll(source, ODD_BODIES.length);
      assertEqual(deliveries.map(({ body }) => body).sort(), [...ODD_BODIES].sort(), 'the bodies as they were sent');
    }),
    property(
      'every message that was sent is delivered, whatever the bodies and however many are asked for',
      fc.record({
        bodies: fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 12 }),
        max: fc.integer({ min: 1, max: 20 }),
      }),
      async ({ source, send }, { bodies, max }) => {
        for (const body of bodies) await send(body, {});
        const received: string[] = [];
        while (received.length < bodies.length) {
          for (const delivery of await receiveSome(source, max)) {
            received.push(delivery.body);
            await source.acknowledge(delivery);
          }
        }
        assertEqual(received.sort(), [...bodies].sort(), 'what was sent, each once');
      },
    ),
    example('receive gives at most as many messages as asked for', async ({ source, send }) => {
      for (let number = 0; number < 30; number++) await send(`message ${number}`, {});
      for (const max of [1, 2, 10, 100]) {
        const deliveries = await source.receive(max);
        assertOk(deliveries !== undefined && deliveries.length <= max, `at most ${max}, found ${deliveries?.length}`);
      }
    }),
    example('two messages have two ids, even with one body', async ({ source, send }) => {
      await send('same', {});
      await send('same', {});
      const ids = (await receiveAll(source, 2)).map(({ id }) => id);
      assertEqual(new Set(ids).size, 2, 'each message has its own name');
    }),
    example('a message has the same id, body and time at each delivery, and counts them', async (context) => {
      const { source, send } = context;
      await send('message', {});
      const first = await receiveOne(source);
      assertEqual(first.receiveCount, 1, 'the first delivery');
      await source.retry(first, 0);
      const second = await receiveOne(source);
      assertEqual(second, { ...first, receiveCount: 2 }, 'the second delivery, after a retry');
      const third = await receiveOne(await comeAgain(context, facts, [second]));
      assertEqual(third, { ...first, receiveCount: 3 }, 'the third delivery, after silence');
    }),
    sentAtCase(example, facts),
    inWorkCase(example, facts),
    ...(ends ? [endCase(example)] : []),
    example('a message is not in work at two receivers at once', async ({ source, send }) => {
      for (let number = 0; number < 6; number++) await send(`message ${number}`, {});
      const received = await Promise.all([receiveSome(source, 3), receiveSome(source, 3)]);
      const ids = received.flat().map(({ id }) => id);
      assertEqual(new Set(ids).size, ids.length, 'each message went to one receiver');
    }),
    keepsAnswers ? silenceCase(example, facts) : successorCase(example),
    ...(ends ? [] : [stillToComeCase(example, facts)]),
    example('changing a delivery changes nothing that is kept', async (context) => {
      await context.send('message', {});
      const delivery = await receiveOne(context.source);
      const before = { ...delivery };
      spoil(delivery);
      const receiver = await comeAgain(context, facts, [before]);
      assertEqual(await receiveOne(receiver), { ...before, receiveCount: 2 }, 'it is delivered as it was sent');
    }),
  ];
}

type Example = CaseMaker<EventSourceContext>['example'];

function inWorkCase(example: Example, { ends, visibilityMs }: EventSourceFacts): ContractCase {
  return example('a message that is being worked on is not delivered again', async (context) => {
    const { source, send, advance } = context;
    await send('message', {});
    if (ends) {
      await send('another', {});
      const deliveries = [...(await receiveSome(source, 1)), ...(await receiveSome(source))];
      assertEqual(deliveries.map(({ body }) => body).sort(), ['another', 'message'], 'the first is in work');
      return;
    }
    await receiveOne(source);
    assertEqual(await bodiesDue(context), [], 'it is in work');
    await advance(visibilityMs / 2);
    assertEqual(await bodiesDue(context), [], 'it is still in work');
  });
}

function endCase(example: Example): ContractCase {
  return example('the source ends when the last message is done, and not before', async ({ source, send }) => {
    await send('message', {});
    const delivery = await receiveOne(source);
    const waiting = source.receive(1);
    await source.retry(delivery, 0);
    const [second] = (await waiting) ?? [];
    const again = second ?? (await receiveOne(source));
    assertEqual(again.body, 'message', 'while it was in work, the source was not at its end');
    await source.acknowledge(again);
    assertEqual(await bodiesDue({ source, send }, { ends: true }), [], 'the source is at its end');
  });
}

function silenceCase(example: Example, { visibilityMs }: EventSourceFacts): ContractCase {
  return example('a message that nobody answered is delivered again in time', async (context) => {
    await context.send('message', {});
    await receiveOne(context.source);
    const receiver = await fallSilent(context, visibilityMs);
    assertEqual((await receiveOne(receiver)).body, 'message', 'it is not lost with its receiver');
  });
}

function successorCase(example: Example): ContractCase {
  return example('another receiver gets every message from the first delivery on, answered or not', async (context) => {
    const { source, send, successor } = context;
    for (const body of ['a', 'b', 'c']) await send(body, {});
    for (const delivery of await receiveAll(source, 3)) {
      if (delivery.body === 'a') await source.acknowledge(delivery);
      if (delivery.body === 'b') await source.deadLetter(delivery, { code: 'Other', reason: 'broken' });
    }
    assertOk(successor !== undefined, 'a source that forgets answers has a successor');
    const again = await receiveAll(await successor(), 3);
    const found = again.map(({ body, receiveCount }) => `${body} ${receiveCount}`).sort();
    assertEqual(found, ['a 1', 'b 1', 'c 1'], 'no message is lost with its receiver');
  });
}

function stillToComeCase(example: Example, { visibilityMs }: EventSourceFacts): ContractCase {
  return example(
    'a message that is not due yet is still to come: the source is not at its end',
    async ({ source, send }) => {
      await send('message', {});
      await source.retry(await receiveOne(source), 2 * visibilityMs);
      const waiting = source.receive(10);
      await send('another', {});
      assertOk((await waiting) !== undefined, 'receive does not answer that nothing will ever come');
    },
  );
}

function sentAtCase(example: Example, { statesSentAt, visibilityMs }: EventSourceFacts): ContractCase {
  if (statesSentAt) {
    return example('a delivery tells when the message was sent', async ({ source, send }) => {
      for (const sentAtMs of [1_700_000_000_000, 0, 1_800_000_000_123]) {
        await send(String(sentAtMs), { sentAtMs });
      }
      for (const { body, sentAtMs } of await receiveAll(source, 3)) {
        assertEqual(sentAtMs, Number(body), 'the time of sending, not of delivery');
      }
    });
  }
  return example('a message that was sent later says so', async ({ source, send, advance }) => {
    await send('earlier', {});
    await advance(visibilityMs);
    await send('later', {});
    const deliveries = await receiveAll(source, 2);
    const sentAt = (wanted: string) => deliveries.find(({ body }) => body === wanted)?.sentAtMs ?? Number.NaN;
    assertOk(sentAt('later') - sentAt('earlier') >= visibilityMs, 'the times of sending, not of delivery');
  });
}

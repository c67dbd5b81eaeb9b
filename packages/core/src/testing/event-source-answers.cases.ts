import * as fc from 'fast-check';
import type { Failure } from '../model/job.js';
import type { Delivery } from '../ports/event-source.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { DeadLetteredDelivery, EventSourceContext, EventSourceFacts } from './event-source.context.js';
import { bodiesDue, comeAgain, receiveAll, receiveOne, receiveSome } from './receive.js';
import { spoil } from './spoil.js';

/** Failures with texts that a store may damage. */
export const FAILURES: readonly Failure[] = [
  { code: 'EARSHOT_INVALID_INPUT', reason: 'callId: expected 1–255 characters, found 0' },
  { code: 'EARSHOT_UNREADABLE', reason: 'line one\nline two: "quoted" <b>&amp;</b> 返金 😀' },
  { code: 'Other', reason: '' },
  { code: 'Long', reason: 'because '.repeat(500) },
];

/** What holds of `acknowledge`, `retry` and `deadLetter`. */
export function eventSourceAnswerCases(maker: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase[] {
  return [
    ...acknowledgeCases(maker, facts),
    ...retryCases(maker, facts),
    ...deadLetterCases(maker, facts),
    mixCase(maker, facts),
  ];
}

function acknowledgeCases({ example }: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase[] {
  const { visibilityMs } = facts;
  return [
    example('an acknowledged message is not delivered again', async (context) => {
      await context.send('message', {});
      await context.source.acknowledge(await receiveOne(context.source));
      for (let times = 0; times < 2; times++) {
        await context.advance(visibilityMs);
        assertEqual(await bodiesDue(context, facts), [], 'the message is done');
      }
    }),
    example('acknowledging again does no harm', async (context) => {
      await context.send('message', {});
      const delivery = await receiveOne(context.source);
      for (let times = 0; times < 3; times++) await context.source.acknowledge(delivery);
      await context.advance(visibilityMs);
      assertEqual(await bodiesDue(context, facts), [], 'the message is done');
    }),
    example('acknowledging one message leaves the others to come', async (context) => {
      const { source, send } = context;
      for (const body of ['a', 'b', 'c']) await send(body, {});
      const deliveries = await receiveAll(source, 3);
      for (const delivery of deliveries) if (delivery.body === 'b') await source.acknowledge(delivery);
      const others = deliveries.filter(({ body }) => body !== 'b');
      const again = await receiveAll(await comeAgain(context, facts, others), 2);
      assertEqual(again.map(({ body }) => body).sort(), ['a', 'c'], 'the others come again');
    }),
  ];
}

function retryCases(maker: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase[] {
  const { example } = maker;
  return [
    example('a message to retry without delay is delivered again at once', async ({ source, send }) => {
      await send('message', {});
      await source.retry(await receiveOne(source), 0);
      assertEqual((await receiveOne(source)).body, 'message', 'it is there');
    }),
    ...(facts.ends ? [noDelayCase(maker, facts)] : delayCases(maker, facts)),
  ];
}

function noDelayCase({ example }: CaseMaker<EventSourceContext>, { visibilityMs }: EventSourceFacts): ContractCase {
  return example('a message to retry is delivered again at once, whatever the delay', async ({ source, send }) => {
    await send('message', {});
    await source.retry(await receiveOne(source), 2 * visibilityMs);
    assertEqual((await receiveOne(source)).body, 'message', 'it is there');
  });
}

function delayCases({ example }: CaseMaker<EventSourceContext>, { visibilityMs }: EventSourceFacts): ContractCase[] {
  return [
    example('a message to retry is delivered again, but not before its delay has passed', async (context) => {
      const { source, send, advance } = context;
      for (const delayMs of [visibilityMs / 2, visibilityMs, 2 * visibilityMs]) {
        await send(`in ${delayMs}`, {});
        await source.retry(await receiveOne(source), delayMs);
        await advance(delayMs / 2);
        assertEqual(await bodiesDue(context), [], `not before ${delayMs} ms`);
        await advance(delayMs / 2);
        const delivery = await receiveOne(source);
        assertEqual(delivery.body, `in ${delayMs}`, `after ${delayMs} ms it is there`);
        await source.acknowledge(delivery);
      }
    }),
    example('a message to retry does not hold up the others', async (context) => {
      await context.send('message', {});
      await context.source.retry(await receiveOne(context.source), visibilityMs);
      await context.send('another', {});
      assertEqual(await bodiesDue(context), ['another'], 'the other one is there');
    }),
  ];
}

function deadLetterCases({ example }: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase[] {
  const { visibilityMs } = facts;
  return [
    example('a dead-lettered message is found with its reason', async ({ source, send, deadLettered }) => {
      for (const { code } of FAILURES) await send(`body of ${code}`, {});
      for (const delivery of await receiveAll(source, FAILURES.length)) {
        const failure = FAILURES.find(({ code }) => delivery.body === `body of ${code}`) ?? {
          code: 'none',
          reason: '',
        };
        await source.deadLetter(delivery, failure);
      }
      const expected = FAILURES.map((failure) => ({ delivery: { body: `body of ${failure.code}` }, failure }));
      assertEqual(inOrder(await deadLettered()), inOrder(expected), 'every body with code and reason');
    }),
    example('a dead-lettered message is not delivered again', async (context) => {
      await context.send('message', {});
      await context.source.deadLetter(await receiveOne(context.source), { code: 'Other', reason: 'broken' });
      for (let times = 0; times < 2; times++) {
        await context.advance(visibilityMs);
        assertEqual(await bodiesDue(context, facts), [], 'the message is out of the way');
      }
    }),
    example('dead-lettering one message leaves the others to come', async (context) => {
      const { source, send, deadLettered } = context;
      for (const body of ['a', 'b', 'c']) await send(body, {});
      const deliveries = await receiveAll(source, 3);
      for (const delivery of deliveries) {
        if (delivery.body === 'b') await source.deadLetter(delivery, { code: 'Other', reason: 'broken' });
      }
      const others = deliveries.filter(({ body }) => body !== 'b');
      const again = await receiveAll(await comeAgain(context, facts, others), 2);
      assertEqual(again.map(({ body }) => body).sort(), ['a', 'c'], 'the others come again');
      assertEqual(
        (await deadLettered()).map(({ delivery }) => delivery.body),
        ['b'],
        'one is dead-lettered',
      );
    }),
    example(
      'nothing is dead-lettered that was acknowledged or is to be retried',
      async ({ source, send, deadLettered }) => {
        for (const body of ['a', 'b', 'c']) await send(body, {});
        for (const delivery of await receiveAll(source, 3)) {
          if (delivery.body === 'a') await source.acknowledge(delivery);
          if (delivery.body === 'b') await source.retry(delivery, 0);
        }
        assertEqual(await deadLettered(), [], 'no one needs to look at these');
      },
    ),
    example('changing a delivery and a failure after dead-lettering changes nothing that is kept', async (context) => {
      const { source, send, deadLettered } = context;
      await send('message', {});
      const delivery = await receiveOne(source);
      const failure = { code: 'Other', reason: 'broken' };
      await source.deadLetter(delivery, failure);
      spoil(delivery);
      spoil(failure);
      const expected = [{ delivery: { body: 'message' }, failure: { code: 'Other', reason: 'broken' } }];
      assertEqual(inOrder(await deadLettered()), expected, 'what was dead-lettered is as it was');
    }),
  ];
}

type Step = 'silence' | 'retry';
type End = 'acknowledge' | 'dead-letter';

/** Every message, whatever becomes of it along the way, ends once, in the one place or in the other. */
function mixCase({ property }: CaseMaker<EventSourceContext>, facts: EventSourceFacts): ContractCase {
  const way = fc.record({
    steps: fc.array(fc.constantFrom<Step>('silence', 'retry'), { maxLength: 3 }),
    end: fc.constantFrom<End>('acknowledge', 'dead-letter'),
  });
  return property(
    'every message comes back until it is acknowledged or dead-lettered, whatever the answers',
    fc.array(way, { minLength: 1, maxLength: 6 }),
    async (context, ways) => {
      const { send, deadLettered } = context;
      let { source } = context;
      for (const number of ways.keys()) await send(String(number), {});
      const times = ways.map(() => 0);
      const ended: string[] = [];
      while (ended.length < ways.length) {
        const unanswered: Delivery[] = [];
        for (const delivery of await receiveSome(source, 3)) {
          const { steps, end } = ways[Number(delivery.body)] ?? { steps: [], end: 'dead-letter' };
          assertEqual(ended.includes(delivery.body), false, `message ${delivery.body} had ended`);
          const before = times[Number(delivery.body)] ?? 0;
          assertEqual(delivery.receiveCount, before + 1, `deliveries of message ${delivery.body}`);
          times[Number(delivery.body)] = delivery.receiveCount;
          const step = steps[before] ?? end;
          if (step === 'silence') unanswered.push(delivery);
          if (step === 'retry') await source.retry(delivery, facts.visibilityMs / 2);
          if (step === 'acknowledge') await source.acknowledge(delivery);
          if (step === 'dead-letter') await source.deadLetter(delivery, { code: 'Other', reason: delivery.body });
          if (step === end) ended.push(delivery.body);
        }
        source = await comeAgain({ ...context, source }, facts, unanswered);
      }
      const expected = ways.flatMap(({ end }, number) => (end === 'dead-letter' ? [String(number)] : []));
      assertEqual(
        (await deadLettered()).map(({ failure }) => failure.reason).sort(),
        expected,
        'those dead-lettered, and no other',
      );
      assertEqual(await bodiesDue({ source, send }, facts), [], 'none is left');
    },
  );
}

function inOrder(deadLettered: readonly DeadLetteredDelivery[]): unknown[] {
  const plain = deadLettered.map(({ delivery: { body }, failure }) => ({ delivery: { body }, failure }));
  return plain.sort((one, other) => (one.delivery.body < other.delivery.body ? -1 : 1));
}

import type { Delivery } from '@earshot/core';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import { queueFile } from './event-source-file.js';

const VISIBILITY_MS = 1_000;
const RECEIVERS = 3;

type Answer = 'acknowledge' | 'retry' | 'dead-letter';

/** What is known of a message from outside: how often it was delivered, to whom last, and until when it is theirs. */
interface Known {
  receiveCount: number;
  receiver?: number;
  freeAtMs: number;
}

const receiver = fc.nat(RECEIVERS - 1);
const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), receiver, delayMs: fc.constantFrom(0, 300) }),
  fc.record({ do: fc.constant('receive' as const), receiver }),
  fc.record({ do: fc.constantFrom<Answer>('acknowledge', 'retry', 'dead-letter'), receiver, which: fc.nat(5) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 400, 1_000) }),
);

it('receivers never hold one message at once, late answers change nothing, and every message ends once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), follow), { numRuns: 60 });
});

async function follow(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Promise<void> {
  const file = queueFile();
  const options = { visibilityMs: VISIBILITY_MS, maxReceives: 1_000 };
  const sources = Array.from({ length: RECEIVERS }, () => file.source(options));
  const received: Delivery[][] = sources.map(() => []);
  const known = new Map<string, Known>();
  const deadLettered: string[] = [];
  const nowMs = () => file.clock.now().getTime();
  const isDue = ({ freeAtMs }: Known) => freeAtMs <= nowMs();
  const isBy = (number: number) => (message: Known) => message.receiver === number;
  try {
    for (const step of steps) {
      if (step.do === 'wait') {
        file.clock.advance(step.ms);
        continue;
      }
      const source = sources[step.receiver];
      if (source === undefined) throw new Error('no such receiver');
      if (step.do === 'send') {
        const { id } = await source.send('message', { delayMs: step.delayMs });
        known.set(id, { receiveCount: 0, freeAtMs: nowMs() + step.delayMs });
      } else if (step.do === 'receive') {
        // What a receiver holds itself it does not get again: it would wait.
        if (![...known.values()].some((message) => isDue(message) && !isBy(step.receiver)(message))) continue;
        for (const delivery of (await source.receive(1_000)) ?? []) {
          const message = known.get(delivery.id);
          expect(message && isDue(message) && !isBy(step.receiver)(message), 'it is nobody else’s').toBe(true);
          const receiveCount = (message?.receiveCount ?? 0) + 1;
          expect(delivery.receiveCount).toBe(receiveCount);
          known.set(delivery.id, { receiveCount, receiver: step.receiver, freeAtMs: nowMs() + VISIBILITY_MS });
          received[step.receiver]?.push(delivery);
        }
        // That the machine slept is no reason to lose it: it is kept on.
        for (const message of known.values()) {
          if (isDue(message) && isBy(step.receiver)(message)) message.freeAtMs = nowMs() + VISIBILITY_MS;
        }
      } else {
        const delivery = received[step.receiver]?.splice(step.which, 1)[0];
        if (delivery === undefined) continue;
        if (step.do === 'acknowledge') await source.acknowledge(delivery);
        if (step.do === 'retry') await source.retry(delivery, 100);
        if (step.do === 'dead-letter') await source.deadLetter(delivery, { code: 'Other', reason: '' });
        const message = known.get(delivery.id);
        if (message?.receiveCount !== delivery.receiveCount || message.receiver !== step.receiver) continue;
        if (step.do === 'retry') known.set(delivery.id, { ...message, receiver: -1, freeAtMs: nowMs() + 100 });
        else known.delete(delivery.id);
        if (step.do === 'dead-letter') deadLettered.push(delivery.id);
      }
    }
    file.clock.advance(2 * VISIBILITY_MS);
    const rest = known.size === 0 ? [] : await file.source(options).receive(1_000);
    expect(rest?.map(({ id }) => id).sort()).toEqual([...known.keys()].sort());
    const letters = await new SqliteDeadLetters({ database: file.open() }).list();
    expect(letters.map(({ messageId }) => messageId)).toEqual(deadLettered);
  } finally {
    await file.dispose();
  }
}

import { afterEach, beforeEach, expect, it } from 'vitest';
import { queueFile } from './event-source-file.js';

let file: ReturnType<typeof queueFile>;
beforeEach(() => {
  file = queueFile();
});
afterEach(() => file.dispose());

it('delivers first what has been due longest, not what was sent first', async () => {
  const source = file.source();
  for (const [id, delayMs] of [
    ['third', 3_000],
    ['second', 2_000],
    ['first', 1_000],
    ['fourth', 3_000],
  ] as const) {
    await source.send(id, { id, delayMs });
  }
  file.clock.advance(3_000);
  const order = [];
  for (let round = 0; round < 4; round++) order.push(...((await source.receive(1)) ?? []).map(({ id }) => id));
  expect(order).toEqual(['first', 'second', 'third', 'fourth']);
});

it('delivers a message that is retried after those that were due before it', async () => {
  const source = file.source();
  await source.send('retried', { id: 'retried' });
  const [delivery] = (await source.receive(1)) ?? [];
  await source.send('waiting', { id: 'waiting' });
  if (delivery !== undefined) await source.retry(delivery, 1_000);
  file.clock.advance(1_000);
  expect((await source.receive(2))?.map(({ id }) => id)).toEqual(['waiting', 'retried']);
});

it('counts a message once, also at the very millisecond at which it is due again', async () => {
  const source = file.source();
  await source.send('message');
  await source.receive(1);
  file.clock.advance(30_000 - 1);
  expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 1 });
  file.clock.advance(1);
  expect(await source.count()).toEqual({ waiting: 1, delayed: 0, inWork: 0 });
});

import { EarshotError, type QueueCounter } from '@earshot/core';
import { expect, it } from 'vitest';
import { adminToken } from '../src/index.js';
import { Health } from '../src/serving/responses.js';
import { byTokens, serve } from './served-app.js';

const counter = (name: string, count: QueueCounter['count']): QueueCounter => ({ name, count });
const queues = [
  counter('calls', async () => ({ waiting: 2, inFlight: 1, oldestAgeMs: 5_000 })),
  counter('start', async () => ({ waiting: 0, inFlight: 0, deadLettered: 3 })),
  counter('results', () => Promise.reject(new EarshotError('EARSHOT_DENIED', 'not yours'))),
  counter('odd', () => Promise.reject(new Error('odd'))),
];

it('tells what queues hold when it is asked to, and why one could not be counted', async () => {
  const { api } = serve({}, { queues });
  expect(Health.parse(await (await api.request('/health?queues')).json()).queues).toEqual([
    { name: 'calls', waiting: 2, in_flight: 1, oldest_age_ms: 5_000 },
    { name: 'start', waiting: 0, in_flight: 0, dead_lettered: 3 },
    { name: 'results', error: 'EARSHOT_DENIED' },
    { name: 'odd', error: 'EARSHOT_INTERNAL' },
  ]);
  expect(await (await api.request('/health')).json()).not.toHaveProperty('queues');
});

it('tells it to those alone who may read', async () => {
  const { api } = serve({}, { queues, authentication: byTokens([adminToken('a-token-of-the-tests')]) });
  const open = await api.request('/health?queues');
  expect([open.status, await open.json()]).toEqual([200, expect.not.objectContaining({ queues: expect.anything() })]);
  const headers = { authorization: 'Bearer a-token-of-the-tests' };
  expect(await (await api.request('/health?queues', { headers })).json()).toHaveProperty('queues');
});

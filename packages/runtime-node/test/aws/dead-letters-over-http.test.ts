import { expect, it, onTestFinished } from 'vitest';
import { serving } from '../cli/earshot.js';
import { startDeadLetterQueues } from './dead-letter-queues.js';

it('earshot serve --adapters aws shows dead letters of the queues, by the names that it counts them under', async () => {
  const queues = await startDeadLetterQueues();
  onTestFinished(() => queues.close());
  const id = await queues.deadLetter('results', 'no JSON at all');
  const environment = {
    ...queues.environment,
    EARSHOT_TABLE: 'calls',
    EARSHOT_RESULTS_BUCKET: 'results',
    EARSHOT_BDA_PROFILE_ARN: 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-profile/eu.data-automation-v1',
  };
  const server = await serving(['serve', '--adapters', 'aws', '--port', '0'], environment);
  onTestFinished(() => server.stop('SIGTERM').then(() => {}));
  const asked = async (path: string, init?: RequestInit) => (await fetch(server.url + path, init)).json();
  const health = (await asked('/health?queues')) as { queues: { name: string; dead_lettered?: number }[] };
  expect(health.queues.filter(({ dead_lettered: count }) => count !== undefined)).toMatchObject([
    { name: 'start', dead_lettered: 0 },
    { name: 'results', dead_lettered: 1 },
  ]);
  expect(await asked('/dead-letters')).toMatchObject({
    items: [{ queue: 'results', id, code: 'EARSHOT_UNREADABLE', body: 'no JSON at all' }],
    queues: [
      { name: 'start', dead_lettered: 0 },
      { name: 'results', dead_lettered: 1 },
    ],
  });
  const headers = { 'content-type': 'application/json' };
  const discard = { method: 'POST', headers, body: JSON.stringify({ ids: [id] }) };
  expect(await asked('/dead-letters/results/discard', discard)).toMatchObject({ discarded: 1, missing: [] });
  expect(await asked('/doctor')).toMatchObject({ status: 404 });
});

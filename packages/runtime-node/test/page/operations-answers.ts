import type { Page } from 'playwright-core';

/** Answers in place of the API with an agent, Ana, of so many calls in four weeks, who talks less each week. */
export async function answerAgent(page: Page, calls = 20): Promise<void> {
  const weeks = [0, 1, 2, 3].map((week) => ({
    start: new Date(Date.UTC(2026, 7, 31 + 7 * week)).toISOString(),
    median: 0.6 - week / 100,
    calls: Math.round(calls / 4),
  }));
  const trend = calls >= 20 ? { changePerWeek: -0.01 } : {};
  const metrics = [{ name: 'agent_talk_share', unit: 'ratio', median: 0.58, calls, weeks, ...trend }];
  const json = { name: 'Ana', calls, mostCalls: 1_000, isComplete: true, leastCalls: 20, metrics };
  await page.route('**/agents/Ana*', (route) => route.fulfill({ json }));
}

/** A job as the API answers it. Those that go on may be cancelled, and the others retried. */
export function aJob(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  const state = String(changes['state'] ?? 'running');
  const self = `/jobs/${name}.1`;
  const command = state === 'running' || state === 'queued' ? { cancel: `${self}/cancel` } : { retry: `${self}/retry` };
  return {
    id: `${name}.1`,
    hash: name,
    call_id: name,
    attempt: 1,
    latest: true,
    state,
    call_state: 'analyzing',
    progress: null,
    stages: [],
    updated_at: '2026-09-14T10:00:00.000Z',
    links: { self, call: `/analytics/${name}`, ...command },
    ...changes,
  };
}

/** Answers lists of jobs in place of the API. */
export async function answerJobs(page: Page, jobs: () => readonly object[]): Promise<void> {
  await page.route(/\/jobs(\?.*)?$/, (route) => {
    const items = jobs();
    return route.fulfill({
      json: { count: items.length, items, pagination: { pageSize: 20, nextToken: null, hasMore: false } },
    });
  });
}

const LONG = 'a-call-with-a-name-that-is-as-long-as-names-of-calls-may-well-be_2026-09-14T10-00-00Z';

/** Answers in place of the API with jobs in every state, a queue that can't be counted, and dead letters. */
export async function answerOperations(page: Page): Promise<void> {
  const failure = { code: 'EARSHOT_UNREADABLE', reason: 'found text, expected a recording' };
  const start_retry = { code: 'EARSHOT_THROTTLED', reason: 'too many jobs', at: '2026-09-14T10:05:00.000Z', count: 2 };
  await answerJobs(page, () => [
    aJob(LONG, { stage: 'transcribing', progress: 0.42, attempt: 2 }),
    aJob('queued', { state: 'queued', start_retry }),
    aJob('succeeded', { state: 'succeeded' }),
    aJob('failed', { state: 'failed', failure }),
    aJob('cancelled', { state: 'cancelled', failure: { code: 'CANCELLED', reason: 'cancelled by ana' } }),
  ]);
  const letters = [1, 2].map((number) => ({
    queue: 'messages',
    id: `message-${number}`,
    sent_at: '2026-09-14T10:00:00.000Z',
    receive_count: 5,
    code: 'EARSHOT_UNREADABLE',
    reason: `${LONG}.json: segments[3].start_ms: expected a number`,
    body: `{"outputUri":"file:///calls/${LONG}/${LONG}/"}`,
  }));
  const queues = [{ name: 'messages', dead_lettered: letters.length }];
  await page.route('**/dead-letters', (route) => route.fulfill({ json: { count: 2, items: letters, queues } }));
  const counts = [
    { name: 'calls', waiting: 3, in_flight: 1, oldest_age_ms: 200_000 },
    { name: 'messages', waiting: 0, in_flight: 0, oldest_age_ms: 0, dead_lettered: letters.length },
    { name: 'analyses', error: 'EARSHOT_UNAVAILABLE' },
  ];
  const health = { status: 'ok', version: '1.2.3', uptime_ms: 90_000_000, adapters: {}, queues: counts };
  await page.route('**/health?*', (route) => route.fulfill({ json: health }));
}

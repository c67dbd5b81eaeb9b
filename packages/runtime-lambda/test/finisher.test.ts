import { INSIGHT_VARIABLES, NOTICE_VARIABLES, readAwsVariables, SEARCH_VARIABLES } from '@earshot/adapters-aws';
import { MemoryRecordRepository, MemoryResultStore, MemorySharedState } from '@earshot/adapters-memory';
import { connectionTo, type EventBusServer, startEventBusServer } from '@earshot/aws-test-servers';
import { CallHash, CallId, type CallRecord, FILES_PREFIX, type SharedState } from '@earshot/core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { dynamoDbClient } from '../src/clients.js';
import { finisherOf } from '../src/finisher.js';
import { createLog } from '../src/log.js';
import { createMetrics } from '../src/metrics.js';

const hash = CallHash.parse('0123456789abcdef0123456789abcdef');
const ended = (): CallRecord => ({
  hash,
  callId: CallId.parse('call-7'),
  revision: 1,
  recordedAt: { ms: 0, source: 'transport' },
  state: 'completed',
  history: [{ state: 'completed', atMs: Date.now() }],
  jobs: [],
  createdAtMs: 0,
  updatedAtMs: 0,
});

let bus: EventBusServer;
beforeAll(async () => {
  bus = await startEventBusServer();
});
beforeEach(() => {
  const { region = '', credentials } = connectionTo(bus);
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', bus.url);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials?.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials?.secretAccessKey);
});
afterEach(() => {
  vi.unstubAllEnvs();
  bus.fail(undefined);
});
afterAll(() => bus.close());

function announcing(
  environment: Readonly<Record<string, string>>,
  state: SharedState = new MemorySharedState(),
  isSweep = false,
) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const store = new MemoryResultStore();
  const repository = new MemoryRecordRepository();
  const metrics = createMetrics({ namespace: 'Test', service: 'test', write });
  const announcer = finisherOf({
    variables: readAwsVariables({ EARSHOT_RESULTS_BUCKET: 'results', ...environment }, [
      ...NOTICE_VARIABLES,
      ...INSIGHT_VARIABLES,
      ...SEARCH_VARIABLES,
      'EARSHOT_RULESETS',
      'EARSHOT_FILES',
      'EARSHOT_RESULTS_BUCKET',
    ]),
    isSweep,
    state,
    repository,
    store,
    tables: dynamoDbClient(),
    log: createLog({ level: 'INFO', write }),
    metrics,
  });
  const failures = () => {
    metrics.flush();
    return lines.find((line) => 'NoticesFailed' in line)?.['NoticesFailed'];
  };
  return { announcer, lines, failures, store, repository };
}

it('is nothing without a target', () => {
  expect(announcing({}).announcer).toBeUndefined();
  expect(announcing({ EARSHOT_NOTIFY_CALL_IDS: 'true' }).announcer).toBeUndefined();
});

it('sends to the targets that the variables name', async () => {
  const { announcer, lines } = announcing({ EARSHOT_NOTIFY_EVENT_BUS: 'calls', EARSHOT_NOTIFY_CALL_IDS: 'true' });
  const before = bus.entries().length;
  const record = ended();
  for (let times = 0; times < 2; times++) expect(await announcer?.execute(record)).toBeUndefined();
  const sent = bus.entries().slice(before);
  expect(sent).toMatchObject([{ EventBusName: 'calls', Source: 'earshot', DetailType: 'Earshot Call Completed' }]);
  expect(JSON.parse(sent[0]?.Detail ?? '')).toMatchObject({ hash, callId: 'call-7' });
  expect(lines).toEqual([]);
});

it('logs and counts what a target refuses for good, and holds nothing back', async () => {
  const { announcer, lines, failures } = announcing({ EARSHOT_NOTIFY_EVENT_BUS: 'calls' });
  bus.fail({ entry: 'AccessDeniedException' });
  expect(await announcer?.execute(ended())).toBeUndefined();
  expect(lines).toMatchObject([
    { level: 'ERROR', message: 'notice not sent', target: 'eventbridge', correlation_id: hash, code: 'EARSHOT_DENIED' },
  ]);
  expect(failures()).toBe(1);
});

it('returns what may pass, so that the delivery comes again, and counts it not', async () => {
  const { announcer, lines, failures } = announcing({ EARSHOT_NOTIFY_EVENT_BUS: 'calls' });
  bus.fail({ entry: 'ThrottlingException' });
  expect(await announcer?.execute(ended())).toMatchObject({ code: 'EARSHOT_THROTTLED' });
  expect(lines).toMatchObject([{ level: 'WARN', message: 'notice not sent yet', retryable: true }]);
  expect(failures()).toBeUndefined();
});

it.each<readonly [string, Readonly<Record<string, string>>]>([
  ['a webhook without a secret', { EARSHOT_NOTIFY_WEBHOOK_URL: 'https://calls.example/' }],
  [
    'a webhook without encryption',
    { EARSHOT_NOTIFY_WEBHOOK_URL: 'http://calls.example/', EARSHOT_NOTIFY_WEBHOOK_SECRET: 'x'.repeat(24) },
  ],
])('%s is logged and counted, and holds nothing back', async (_, environment) => {
  const { announcer, lines, failures } = announcing(environment);
  expect(await announcer?.execute(ended())).toBeUndefined();
  expect(await announcer?.whileChanging(hash, async () => ({ status: 'done' }))).toEqual({ status: 'done' });
  await announcer?.resume();
  expect(lines).toMatchObject(Array(3).fill({ level: 'ERROR', code: 'EARSHOT_INVALID_INPUT' }));
  expect(failures()).toBe(3);
});

it('sends what a process that died left unsent', async () => {
  const state = new MemorySharedState();
  const before = bus.entries().length;
  const { announcer } = announcing({ EARSHOT_NOTIFY_EVENT_BUS: 'calls' }, state);
  const record = ended();
  const outcome = await announcer?.whileChanging(hash, async () => ({ status: 'stored', record }));
  expect(outcome).toEqual({ status: 'stored', record });
  await announcer?.resume();
  expect(bus.entries().slice(before)).toHaveLength(1);
});

it('notes a call for a later resume, unless a setting is wrong', async () => {
  const state = new MemorySharedState();
  const { announcer } = announcing({ EARSHOT_NOTIFY_EVENT_BUS: 'calls' }, state);
  expect(await announcer?.finishLater(hash)).toBe(true);
  expect((await state.read(`notices-due#${hash.charAt(0)}`))?.value).toHaveProperty(hash);
  const wrong = announcing({ EARSHOT_NOTIFY_WEBHOOK_URL: 'https://calls.example/' });
  expect(await wrong.announcer?.finishLater(hash)).toBe(false);
});

it('removes notes of other functions in a sweep, even where nothing is sent and derived', async () => {
  const state = new MemorySharedState();
  const { announcer, repository } = announcing({}, state, true);
  await repository.save(ended());
  await announcer?.finishLater(hash);
  await announcer?.resume();
  expect((await state.read(`notices-due#${hash.charAt(0)}`))?.value).toEqual({});
});

it('derives insights where a table is named, whatever is wrong with targets of notices, and counts what fails', async () => {
  const environment = { EARSHOT_INSIGHTS_TABLE: 'insights', EARSHOT_NOTIFY_WEBHOOK_URL: 'https://calls.example/' };
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:9');
  const { announcer, lines, failures } = announcing(environment);
  expect(await announcer?.execute(ended())).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  expect(failures()).toBe(1);
  expect(lines).toMatchObject([
    { message: 'notice not sent', code: 'EARSHOT_INVALID_INPUT' },
    { level: 'WARN', message: 'call not finished yet', correlation_id: hash },
    { DerivationsFailed: 1 },
  ]);
});

it('writes calls as files where the variables say so, and forgets them', async () => {
  const { announcer, store, repository } = announcing({ EARSHOT_FILES: 'true' });
  const parts = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [] };
  const record: CallRecord = { ...ended(), analysis: { ...parts, customFields: {}, sources: [] } };
  await repository.save(record);
  expect(await announcer?.execute(record)).toBeUndefined();
  const folder = `s3://results/${FILES_PREFIX}${hash}/`;
  expect((await store.list(folder)).uris).toContain(`${folder}summary.md`);
  expect(await announcer?.forget(hash)).toEqual([{ name: 'files', removed: 5 }]);
  expect((await store.list(folder)).uris).toEqual([]);
});

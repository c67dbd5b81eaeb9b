import { EarshotError } from '@earshot/core';
import { expect, it } from 'vitest';
import { METRICS, type MetricName } from '../src/metrics.js';
import { invocation } from './invocation.js';
import { batch, jobEvent, message, QueueFunction, resultAt, sdkError, start } from './queue-function.js';

const WORD = 'rhododendron';

/** All values of a metric, over every line. */
function valuesOf(fn: QueueFunction, name: MetricName): readonly number[] {
  return fn.metrics.flatMap((line) => (line[name] ?? []) as number | number[]);
}

function sum(fn: QueueFunction, name: MetricName): number {
  return valuesOf(fn, name).reduce((total, value) => total + value, 0);
}

it('says in each line whose call and which job it is about, and which invocation it was', async () => {
  const fn = new QueueFunction();
  await fn.handler(batch(start('call-1')), invocation());
  const jobId = await fn.jobOf('call-1');
  await fn.finish('call-1', jobId);
  await fn.handler(batch(jobEvent('Succeeded', 'call-1', jobId)), invocation());
  const common = {
    level: 'INFO',
    service: 'test',
    function_request_id: 'request-1',
    message_id: 'm1',
    call_id: 'call-1',
    job_id: jobId,
    correlation_id: (await fn.record('call-1'))?.hash,
    timestamp: expect.stringMatching(/Z$/),
  };
  expect(fn.log).toEqual([
    { ...common, message: 'started', state: 'analyzing' },
    { ...common, message: 'stored', state: 'completed' },
  ]);
});

it('says what went wrong with a message, and what became of it', async () => {
  const fn = new QueueFunction();
  await fn.handler(batch('no JSON'), invocation());
  const common = { service: 'test', function_request_id: 'request-1', message_id: 'm1' };
  expect(fn.log).toMatchObject([
    { ...common, level: 'ERROR', message: 'failed', code: 'EARSHOT_UNREADABLE', retryable: false },
    { ...common, level: 'WARN', settled: 'dead-lettered', receive_count: 1 },
  ]);
});

it('never says what was said in a call, whatever goes well or wrong with it', async () => {
  const fn = new QueueFunction({ logLevel: 'INFO' });
  const standards = [
    undefined,
    `${WORD}`,
    `{"audio": "${WORD}"}`,
    `{"metadata": {"semantic_modality": "AUDIO"}, "audio_segments": [{"text": "${WORD}", "start_timestamp_millis": "${WORD}"}]}`,
    `{"audio": {"transcript": {"representation": {"text": "${WORD}`,
  ];
  for (const [index, standard] of standards.entries()) {
    const callId = `call-${index}`;
    await fn.handler(batch(start(callId)), invocation());
    const jobId = await fn.jobOf(callId);
    const key = await fn.finish(callId, jobId, { said: `About the ${WORD}.`, ...(standard && { standard }) });
    await fn.handler(batch(resultAt(key), jobEvent('Succeeded', callId, jobId)), invocation());
  }
  const heard = await fn.record('call-0');
  expect(heard?.analysis?.transcript?.text).toContain(WORD);
  expect(fn.log.filter(({ level }) => level === 'ERROR').length).toBeGreaterThanOrEqual(standards.length - 1);
  for (const line of fn.rawLines) expect(line).not.toContain(WORD);
});

it('counts calls by what became of them', async () => {
  const fn = new QueueFunction();
  await fn.handler(batch(start('matched'), start('unmatched'), start('broken')), invocation());
  const [matched, unmatched, broken] = [
    await fn.jobOf('matched'),
    await fn.jobOf('unmatched'),
    await fn.jobOf('broken'),
  ];
  const keys = [await fn.finish('matched', matched), await fn.finish('unmatched', unmatched, { matched: false })];
  await fn.handler(
    batch(...keys.map(resultAt), jobEvent('Failed With Client Error', 'broken', broken), start('matched')),
    invocation(),
  );
  await fn.handler(batch(jobEvent('Succeeded', 'matched', matched)), invocation());
  const counts = ['CallsStarted', 'CallsCompleted', 'CallsNoMatch', 'CallsFailed', 'Duplicates'] as const;
  expect(Object.fromEntries(counts.map((name) => [name, sum(fn, name)]))).toEqual({
    CallsStarted: 3,
    CallsCompleted: 1,
    CallsNoMatch: 1,
    CallsFailed: 1,
    Duplicates: 2,
  });
  expect(sum(fn, 'BatchFailures')).toBe(0);
  expect(valuesOf(fn, 'DeadLettered')).toEqual([]);
});

it('measures the ms from the time that an event tells to the stored record, once for each result', async () => {
  const fn = new QueueFunction();
  await fn.handler(batch(start('by-bedrock'), start('by-s3'), start('from-ahead')), invocation());
  const [first, second, third] = [await fn.jobOf('by-bedrock'), await fn.jobOf('by-s3'), await fn.jobOf('from-ahead')];
  await fn.finish('by-bedrock', first);
  await fn.handler(batch(jobEvent('Succeeded', 'by-bedrock', first, 4_000)), invocation());
  await fn.handler(batch(resultAt(await fn.finish('by-s3', second, { matched: false }))), invocation());
  await fn.finish('from-ahead', third);
  await fn.handler(batch(jobEvent('Succeeded', 'from-ahead', third, -1_000)), invocation());
  await fn.handler(batch(jobEvent('Succeeded', 'by-bedrock', first, 3_000)), invocation());
  expect(valuesOf(fn, 'ResultLag')).toEqual([4_000, 2_500, 0]);
});

it('counts what was returned and what was dead-lettered', async () => {
  const fn = new QueueFunction({
    maxReceives: 3,
    start: async () => {
      throw new Error('connection reset');
    },
  });
  await fn.handler(batch(start('a'), message('last', start('b'), 3), 'no JSON'), invocation());
  expect([sum(fn, 'BatchFailures'), sum(fn, 'DeadLettered')]).toEqual([1, 2]);
});

it('counts what could not be dead-lettered as returned, and not as dead-lettered', async () => {
  const fn = new QueueFunction({
    sqs: () => {
      throw sdkError('QueueDoesNotExist');
    },
  });
  await fn.handler(batch('no JSON'), invocation());
  expect([sum(fn, 'BatchFailures'), sum(fn, 'DeadLettered')]).toEqual([1, 0]);
});

it('counts the fault of an event without a queue', async () => {
  const fn = new QueueFunction();
  await expect(fn.handler({ hello: 'world' }, invocation())).rejects.toThrow();
  expect(sum(fn, 'BatchFailures')).toBe(1);
});

it('writes metrics as CloudWatch takes them: each named with its unit, of the function alone', async () => {
  const fn = new QueueFunction({ logLevel: 'SILENT' });
  await fn.handler(batch(start('call-1')), invocation());
  await fn.handler(batch(jobEvent('Failed With Client Error', 'call-1', await fn.jobOf('call-1'))), invocation());
  expect(fn.log).toEqual([]);
  expect(fn.metrics).toHaveLength(2);
  for (const line of fn.metrics) {
    const { _aws, service, ...values } = line as { _aws: { CloudWatchMetrics: object[] }; service: string };
    const named = Object.keys(values) as MetricName[];
    expect(_aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Earshot',
        Dimensions: [['service']],
        Metrics: named.map((Name) => ({ Name, Unit: METRICS[Name] })),
      },
    ]);
    expect(named).toContain('BatchFailures');
    expect(service).toBe('test');
  }
});

it('counts a job that failed and will be followed by another as retried, once', async () => {
  const fn = new QueueFunction({ endsJobs: true });
  await fn.handler(batch(start('call-1')), invocation());
  const failed = batch(jobEvent('Failed With Service Error', 'call-1', await fn.jobOf('call-1')));
  await fn.handler(failed, invocation());
  await fn.handler(failed, invocation());
  expect([sum(fn, 'JobsRetried'), sum(fn, 'CallsFailed'), sum(fn, 'Duplicates')]).toEqual([1, 0, 1]);
});

it('counts refusals for the quota and for missing permissions, and says what is missing', async () => {
  const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
  const denied = new EarshotError('EARSHOT_DENIED', 'no s3:GetObject');
  const answers = [full, denied, new EarshotError('EARSHOT_UNAVAILABLE', 'away')];
  const fn = new QueueFunction({ start: () => Promise.reject(answers.shift()) });
  await fn.handler(batch(start('a'), start('b'), start('c')), invocation());
  expect([sum(fn, 'QuotaRefusals'), sum(fn, 'StartsDenied'), sum(fn, 'CallsFailed')]).toEqual([1, 1, 0]);
  expect(fn.log.map(({ message: what, reason }) => [what, reason])).toEqual([
    ['submitted', undefined],
    ['submitted', 'no s3:GetObject'],
    ['submitted', 'away'],
  ]);
});

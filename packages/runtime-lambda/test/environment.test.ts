import { expect, it } from 'vitest';
import { readEnvironment, telemetryOf } from '../src/environment.js';

it('names every missing variable in one message', () => {
  expect(() => readEnvironment(['EARSHOT_TABLE', 'EARSHOT_RESULTS_BUCKET', 'EARSHOT_COPIES'], {})).toThrow(
    'EARSHOT_TABLE: is missing; EARSHOT_RESULTS_BUCKET: is missing',
  );
});

it('reads level and namespace, and falls back where they make no sense', () => {
  expect(readEnvironment([], {})).toEqual({
    variables: {},
    logLevel: 'INFO',
    logCallIds: true,
    metricsNamespace: 'Earshot',
  });
  expect(readEnvironment([], { EARSHOT_LOG_LEVEL: 'DEBUG', EARSHOT_METRICS_NAMESPACE: 'Calls' })).toMatchObject({
    logLevel: 'DEBUG',
    metricsNamespace: 'Calls',
  });
  expect(readEnvironment([], { EARSHOT_LOG_LEVEL: 'loud' }).logLevel).toBe('INFO');
});

it('leaves call ids out of every line where they are not to be logged, and hashes in', () => {
  const lines: string[] = [];
  const environment = readEnvironment([], { EARSHOT_LOG_CALL_IDS: 'false' });
  const { log } = telemetryOf('sweep', environment, (line) => lines.push(line));
  log.info('stored', { call_id: '+15550100', correlation_id: 'abc' });
  log.with({ call_id: '+15550100' }).error('failed', { correlation_id: 'abc' });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ correlation_id: 'abc' }, { correlation_id: 'abc' }]);
  expect(lines.join()).not.toContain('15550100');
});

import { expect, it } from 'vitest';
import { readEnvironment } from '../src/environment.js';

it('names every missing variable in one message', () => {
  expect(() => readEnvironment(['EARSHOT_TABLE', 'EARSHOT_RESULTS_BUCKET', 'EARSHOT_COPIES'], {})).toThrow(
    'EARSHOT_TABLE: is missing; EARSHOT_RESULTS_BUCKET: is missing',
  );
});

it('reads level and namespace, and falls back where they make no sense', () => {
  expect(readEnvironment([], {})).toEqual({ variables: {}, logLevel: 'INFO', metricsNamespace: 'Earshot' });
  expect(readEnvironment([], { EARSHOT_LOG_LEVEL: 'DEBUG', EARSHOT_METRICS_NAMESPACE: 'Calls' })).toMatchObject({
    logLevel: 'DEBUG',
    metricsNamespace: 'Calls',
  });
  expect(readEnvironment([], { EARSHOT_LOG_LEVEL: 'loud' }).logLevel).toBe('INFO');
});

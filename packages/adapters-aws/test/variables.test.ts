import { describe, expect, it } from 'vitest';
import { AWS_VARIABLES, type AwsVariable, readAwsVariables } from '../src/variables.js';

const GOOD: Record<string, string> = {
  EARSHOT_TABLE: 'calls',
  EARSHOT_RESULTS_BUCKET: 'earshot-results',
  EARSHOT_BDA_PROFILE_ARN: 'arn:aws:bedrock:eu-central-1:123456789012:data-automation-profile/eu.data-automation-v1',
  EARSHOT_BDA_PROJECT_ARN: 'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:data-automation-project/0a1b2c3d4e5f',
  EARSHOT_START_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/starts',
  EARSHOT_START_DLQ_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/starts-dlq',
  EARSHOT_RESULTS_QUEUE_URL: 'http://127.0.0.1:4100/000000000000/results',
  EARSHOT_RESULTS_DLQ_URL: 'http://127.0.0.1:4100/000000000000/results-dlq',
  EARSHOT_TOKEN_SECRET: 'sixteen characters',
};
const EVERY = Object.keys(AWS_VARIABLES) as AwsVariable[];

describe('readAwsVariables', () => {
  it('reads what is set and fills in the rest', () => {
    expect(readAwsVariables(GOOD, EVERY)).toMatchObject({
      EARSHOT_TABLE: 'calls',
      EARSHOT_INDEX_SHARDS: 8,
      EARSHOT_UPLOADS_PREFIX: 'uploads/',
      EARSHOT_OUTPUTS_PREFIX: 'transcription-outputs/',
      EARSHOT_IMPORTS: [],
      EARSHOT_BDA_PROJECT_STAGE: 'LIVE',
      EARSHOT_BDA_BLUEPRINT_ARN: undefined,
      EARSHOT_START_MAX_RECEIVES: 10,
      EARSHOT_RESULTS_MAX_RECEIVES: 3,
      EARSHOT_RESULTS_RETRY_SECONDS: [30, 300],
      EARSHOT_COPIES: 'original',
      EARSHOT_SWEEP_OVERDUE_MINUTES: 30,
    });
  });

  it('asks for no more than it is told to', () => {
    expect(readAwsVariables({ EARSHOT_TABLE: 'calls' }, ['EARSHOT_TABLE'])).toEqual({ EARSHOT_TABLE: 'calls' });
  });

  it('names every missing variable in one error', () => {
    const missing = EVERY.filter((name) => name in GOOD && name !== 'EARSHOT_BDA_PROJECT_ARN');
    try {
      readAwsVariables({ EARSHOT_TABLE: '' }, EVERY);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', retryable: false });
      for (const name of missing) expect((error as Error).message).toContain(`${name}: is missing`);
    }
  });

  it.each([
    ['EARSHOT_TABLE', 'a b'],
    ['EARSHOT_INDEX_SHARDS', '0'],
    ['EARSHOT_INDEX_SHARDS', '65'],
    ['EARSHOT_INDEX_SHARDS', '8.5'],
    ['EARSHOT_RESULTS_BUCKET', 'Results'],
    ['EARSHOT_OUTPUTS_PREFIX', 'outputs'],
    ['EARSHOT_OUTPUTS_PREFIX', '/outputs/'],
    ['EARSHOT_IMPORTS', 'exports'],
    ['EARSHOT_IMPORTS', 'exports/,/other/'],
    ['EARSHOT_IMPORTS', 'exports/=PCA'],
    ['EARSHOT_BDA_PROFILE_ARN', 'eu.data-automation-v1'],
    ['EARSHOT_BDA_PROJECT_STAGE', 'live'],
    ['EARSHOT_START_QUEUE_URL', 'starts'],
    ['EARSHOT_COPIES', 'both'],
    ['EARSHOT_FILES', 'on'],
    ['EARSHOT_TOKEN_SECRET', 'too short'],
    ['EARSHOT_SWEEP_MAX_ATTEMPTS', '11'],
  ] as const)('refuses %s=%s, and does not repeat the value', (name, value) => {
    try {
      readAwsVariables({ ...GOOD, [name]: value }, EVERY);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field: name } });
      expect((error as Error).message).toMatch(new RegExp(`^${name}: \\S+`));
      if (value.length > 2) expect((error as Error).message).not.toContain(value);
    }
  });
});

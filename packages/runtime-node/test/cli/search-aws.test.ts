import { createHash } from 'node:crypto';
import { createMomentIndexInput, createTableInput, readAwsVariables } from '@earshot/adapters-aws';
import { startAwsStack } from '@earshot/aws-test-servers';
import { CallRecord } from '@earshot/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import { run } from './run-in-process.js';

const [BUCKET, INDEX, DIMENSIONS] = ['vectors', 'moments-256', 256];

/** A call in which this is said. */
function callThatSays(callId: string, text: string): CallRecord {
  return CallRecord.parse({
    hash: createHash('md5').update(callId).digest('hex'),
    callId,
    revision: 1,
    recordedAt: { ms: 1_700_000_000_000, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: 1_700_000_000_000 }],
    jobs: [],
    analysis: {
      categories: [],
      topics: [],
      topicSummaries: [],
      transcript: { text, segments: [{ index: 0, startMs: 0, endMs: 4_000, text, speaker: 'spk_0' }] },
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
    },
    createdAtMs: 1_700_000_000_000,
    updatedAtMs: 1_700_000_000_000,
  });
}

/** The calls that `earshot search` finds. */
async function found(text: string, by: string): Promise<string[]> {
  const { code, stdout, stderr } = await run('search', text, '--by', by, '--adapters', 'aws', '--json');
  expect({ code, stderr: stderr.replace('no moment matches\n', '') }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line).call_id as string);
}

it('calls on AWS are found by words and by meaning, and no longer once they are erased', async () => {
  const stack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    vectorIndex: createMomentIndexInput(BUCKET, INDEX, DIMENSIONS),
  });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await stack.close();
  });
  const environment = {
    ...stack.environment,
    EARSHOT_SEARCH_BUCKET: BUCKET,
    EARSHOT_SEARCH_INDEX: INDEX,
    EARSHOT_SEARCH_DIMENSIONS: String(DIMENSIONS),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const app = composeAwsApp(readAwsVariables(environment, APP_VARIABLES));
  const billing = callThatSays('billing', 'The money for the invoice was taken twice.');
  await app.repository.save(billing);
  await app.repository.save(callThatSays('greeting', 'Good morning, how may I help you today?'));

  expect(await found('taken twice', 'words')).toEqual([]);
  expect(await run('index', '--adapters', 'aws')).toMatchObject({ code: 0 });
  expect(await found('taken twice', 'words')).toEqual(['billing']);
  expect((await found('the invoice money', 'meaning'))[0]).toBe('billing');

  const { derived } = await app.eraseCall.execute(billing.hash);
  expect(derived).toContainEqual({ name: 'search', removed: 1 });
  expect(await found('taken twice', 'words')).toEqual([]);
  expect(stack.s3Vectors.vectors(BUCKET, INDEX).filter(({ key }) => key.startsWith(billing.hash))).toEqual([]);
});

import { expect, it } from 'vitest';
import { defineSettings, type SettingsInput } from '../lib/settings.ts';

const base = { environment: 'test', region: 'eu-central-1', keepData: false } as const;

it('have defaults for all but environment, Region and whether to keep data', () => {
  expect(defineSettings(base)).toMatchObject({
    project: 'conversational-analytics',
    prefix: 'dmg-inbound-callrecording',
    startQueue: { delaySeconds: 30, maxReceives: 10 },
    resultsQueue: { maxReceives: 3 },
    api: { kind: 'http', auth: { kind: 'iam' }, corsOrigins: [] },
  });
});

it.each<[string, Record<string, unknown>]>([
  ['region', { region: 'eu-north-7' }],
  ['colour', { colour: 'blue' }],
  ['api.corsOrigins', { api: { kind: 'http', corsOrigins: ['*'] } }],
  ['api.corsOrigins', { api: { kind: 'http', corsOrigins: ['https://calls.example.org/'] } }],
  ['api.corsOrigins', { api: { kind: 'http', corsOrigins: ['https://Calls.example.org'] } }],
  ['api.corsOrigins', { api: { kind: 'rest', corsOrigins: ['https://calls.example.org/calls'] } }],
  ['startQueue.maximumConcurrency', { startQueue: { maximumConcurrency: 1 } }],
  ['functions.sweep.memoryMb', { functions: { sweep: { memoryMb: 20_000 } } }],
  ['resultsQueue.batchSize', { resultsQueue: { batchSize: 11 } }],
  ['logRetentionDays', { logRetentionDays: 31 }],
  ['media.uploadsPrefix', { media: { uploadsPrefix: 'uploads' } }],
  ['results.imports', { results: { imports: [{ prefix: 'a,b/' }] } }],
  ['results.imports', { results: { imports: [{ prefix: 'transcription-outputs/other/' }] } }],
  ['resultsQueue.retrySeconds', { resultsQueue: { retrySeconds: [] } }],
  ['results.keyArn', { results: { existingBucket: 'calls', keyArn: 'arn:aws:kms:eu-central-1:123456789012:alias/x' } }],
  ['media.keyArns', { media: { keyArns: ['arn:aws:kms:eu-central-1:123456789012:key/0a1b'] } }],
  ['notices.topicKeyArn', { notices: { topicKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/0a1b' } }],
  ['startTopic.publishers', { startTopic: { publishers: { services: ['s3'] } } }],
  ['accounts', { encryption: 'own-key', startTopic: { publishers: { accounts: ['1'] } } }],
  ['table.existing', { table: { existing: 'arn:aws:dynamodb:x' } }],
  ['results.keyArn', { results: { keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/0a1b' } }],
])('name %s when it is wrong', (field, wrong) => {
  const [last = ''] = field.split('.').reverse();
  expect(() => defineSettings({ ...base, ...wrong } as SettingsInput)).toThrow(last);
});

it('refuse uploads and outputs that overlap in one bucket, for results would be analysed', () => {
  const shared = { media: { existingBucket: 'calls', uploadsPrefix: 'calls/' }, results: { existingBucket: 'calls' } };
  expect(() =>
    defineSettings({ ...base, ...shared, results: { existingBucket: 'calls', outputsPrefix: 'calls/out/' } }),
  ).toThrow('prefixes apart');
  expect(defineSettings({ ...base, ...shared })).toMatchObject(shared);
});

it('refuse names that make the names of buckets too long', () => {
  expect(() => defineSettings({ ...base, project: 'conversational-analytics', environment: 'production-2' })).toThrow(
    '35',
  );
});

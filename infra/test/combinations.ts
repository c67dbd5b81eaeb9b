import { REGIONS } from '../lib/analysis/regions.ts';
import type { SettingsInput } from '../lib/settings.ts';
import { settings as dev } from '../settings/dev.ts';
import { settings as prod } from '../settings/prod.ts';
import { settings as staging } from '../settings/staging.ts';

const base = { environment: 'test', region: 'eu-central-1', keepData: false } as const satisfies SettingsInput;

/** The environments as they are checked in. */
export const CHECKED_IN = { dev, staging, prod } as const satisfies Record<string, SettingsInput>;

/** Settings that change what the stack is made of. */
export const OPTIONS = {
  'a web page with JWTs': {
    ...base,
    api: {
      kind: 'http',
      auth: { kind: 'jwt', issuer: 'https://login.example.org/', audience: ['calls'] },
      corsOrigins: ['https://calls.example.org'],
    },
  },
  'an open API': { ...base, api: { kind: 'http', auth: { kind: 'open' } } },
  'a REST API with keys and WAF': {
    ...base,
    api: {
      kind: 'rest',
      auth: { kind: 'api-key' },
      corsOrigins: ['https://calls.example.org'],
      webAcl: { name: 'calls', id: '0123abcd-0123-0123-0123-0123456789ab' },
    },
  },
  'a REST API with IAM': { ...base, api: { kind: 'rest' } },
  'buckets that are there already': {
    ...base,
    media: {
      existingBucket: 'recordings-of-ours',
      otherBuckets: ['more-recordings-of-ours'],
      keyArns: [
        'arn:aws:kms:eu-central-1:000000000000:key/media-1',
        'arn:aws:kms:eu-central-1:000000000000:key/media-2',
      ],
    },
    results: { existingBucket: 'results-of-ours', keyArn: 'arn:aws:kms:eu-central-1:000000000000:key/results' },
  },
  'a topic and a table that are there already': {
    ...base,
    keepData: true,
    startTopic: { existingArn: 'arn:aws:sns:eu-west-1:111122223333:recordings' },
    table: { existing: 'restored-calls' },
  },
  'publishers of other accounts and services': {
    ...base,
    encryption: 'own-key',
    startTopic: { publishers: { accounts: ['111122223333'], services: ['events', 's3'] } },
  },
  'transcripts of other systems': {
    ...base,
    results: {
      imports: [
        { prefix: 'exports/' },
        { bucket: 'pca-of-ours', prefix: 'parsedFiles/', format: 'pca' },
        { bucket: 'more-of-ours', prefix: 'lens/' },
      ],
    },
  },
  "coaching of Post Call Analytics' transcripts": {
    ...base,
    coaching: { rulesets: ['pca-coaching', 's3://rules-of-ours/own.json'] },
    results: { imports: [{ bucket: 'pca-outputbucket-of-ours', prefix: 'parsedFiles/', format: 'pca' }] },
  },
  'calls as files': { ...base, results: { files: true } },
  'recordings played and uploaded': {
    ...base,
    media: { playback: true, uploads: true, namePattern: '^(?<agent>\\w+)_', timeZone: 'Europe/Berlin' },
    jobs: { commands: true },
    calls: { commands: true },
    api: { kind: 'http', corsOrigins: ['https://calls.example.org'] },
  },
  'uploads to a REST API, with keys': {
    ...base,
    encryption: 'own-key',
    media: {
      existingBucket: 'recordings-of-ours',
      keyArns: ['arn:aws:kms:eu-central-1:000000000000:key/media-1'],
      uploads: true,
    },
    api: { kind: 'rest' },
  },
  'calls changed through a REST API': {
    ...base,
    encryption: 'own-key',
    calls: { commands: true },
    search: { enabled: true },
    media: { otherBuckets: ['more-recordings-of-ours'] },
    results: { imports: [{ prefix: 'exports/' }, { bucket: 'pca-of-ours', prefix: 'parsedFiles/', format: 'pca' }] },
    api: { kind: 'rest' },
  },
  'coaching behind a REST API': {
    ...base,
    coaching: {},
    api: { kind: 'rest', corsOrigins: ['https://a.example.org'] },
  },
  'search and coaching': { ...base, coaching: {}, search: { enabled: true } },
  'search with a key of its own': {
    ...base,
    keepData: true,
    encryption: 'own-key',
    api: { kind: 'rest' },
    search: { enabled: true, dimensions: 1_024 },
  },
  'a key and a network of its own': {
    ...base,
    keepData: true,
    encryption: 'own-key',
    vpc: { subnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'], securityGroupIds: ['sg-0a1b2c3d'] },
  },
  'redaction, rich fields and video': {
    ...base,
    analysis: { richFields: true, movies: 'video', pii: 'redact' },
    media: { expireAfterDays: 90 },
    results: { expireOutputsAfterDays: 30 },
  },
  'notices to every target': {
    ...base,
    notices: {
      eventBus: 'calls',
      topicArn: 'arn:aws:sns:eu-central-1:000000000000:calls',
      topicKeyArn: 'arn:aws:kms:eu-central-1:000000000000:key/notices',
      webhook: { url: 'https://calls.example.org/notices' },
      callIds: true,
    },
  },
  'notices to a bus of another account, and a webhook with a secret that is there': {
    ...base,
    notices: {
      eventBus: 'arn:aws:events:eu-central-1:111122223333:event-bus/calls',
      webhook: {
        url: 'https://calls.example.org/notices',
        secretArn: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:webhooks-AbCdEf',
      },
    },
  },
  'alarms by mail, a budget, limits of the table': {
    ...base,
    tags: { team: 'calls' },
    alarms: { emails: ['calls@example.org'], failedPercent: 20 },
    functions: { logCallIds: false },
    budget: { monthlyUsd: 500, emails: ['calls@example.org'] },
    table: { maxReadUnits: 1_000, maxWriteUnits: 1_000 },
  },
} as const satisfies Record<string, SettingsInput>;

/** All of them, by name. */
export const COMBINATIONS: readonly (readonly [string, SettingsInput])[] = [
  ...Object.entries(CHECKED_IN),
  ...Object.entries(OPTIONS),
];

/** The plainest settings for every Region. */
export const IN_REGIONS = REGIONS.map((region) => [region, { ...base, region }] as const);

/** The plainest settings. */
export const PLAIN: SettingsInput = base;

import { MemoryResultStore } from '@earshot/adapters-memory';
import { DEFAULT_LAYOUT, type JobSlots } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import {
  ANALYZER_VARIABLES,
  analyzerOptions,
  JOBS_VARIABLES,
  jobSlotsOf,
  LAYOUT_VARIABLES,
  layoutOf,
  REPOSITORY_VARIABLES,
  repositoryOptions,
  SEARCH_VARIABLES,
  STATE_VARIABLES,
  searchPlaceOf,
  sharedStateOptions,
} from '../src/adapter-options.js';
import { BdaAudioAnalyzer, type BdaClient } from '../src/bda/index.js';
import type { DocumentClient } from '../src/dynamodb/index.js';
import { readAwsVariables } from '../src/variables.js';

const ARN = 'arn:aws:bedrock:eu-central-1:123456789012';
const PROFILE = `${ARN}:data-automation-profile/eu.data-automation-v1`;
const PROJECT = `${ARN}:data-automation-project/0a1b2c3d4e5f`;
const BLUEPRINT = `${ARN}:blueprint/0a1b2c3d4e5f`;

const bedrock: BdaClient = { send: async () => ({}) };

function analyzer(environment: Readonly<Record<string, string>>) {
  const variables = readAwsVariables({ EARSHOT_BDA_PROFILE_ARN: PROFILE, ...environment }, ANALYZER_VARIABLES);
  return analyzerOptions(variables, bedrock);
}

describe('analyzerOptions', () => {
  it.each([
    ['a profile alone', {}, {}],
    ['a project, in its LIVE stage', { EARSHOT_BDA_PROJECT_ARN: PROJECT }, { projectArn: PROJECT, stage: 'LIVE' }],
    [
      'a project in another stage',
      { EARSHOT_BDA_PROJECT_ARN: PROJECT, EARSHOT_BDA_PROJECT_STAGE: 'DEVELOPMENT' },
      { projectArn: PROJECT, stage: 'DEVELOPMENT' },
    ],
    [
      'a project for each kind',
      {
        EARSHOT_BDA_PROJECT_ARN: PROJECT,
        EARSHOT_BDA_AUDIO_PROJECT_ARN: `${PROJECT}a`,
        EARSHOT_BDA_VIDEO_PROJECT_ARN: `${PROJECT}b`,
      },
      { projectArn: PROJECT, audioProjectArn: `${PROJECT}a`, videoProjectArn: `${PROJECT}b`, stage: 'LIVE' },
    ],
    ['a blueprint', { EARSHOT_BDA_BLUEPRINT_ARN: BLUEPRINT }, { blueprints: [{ arn: BLUEPRINT }] }],
    ['a key', { EARSHOT_BDA_KMS_KEY_ID: 'alias/calls' }, { kmsKeyId: 'alias/calls' }],
  ])('takes %s, names nothing else, and the analyzer accepts it', (_name, environment, expected) => {
    const options = analyzer(environment);
    expect(options).toEqual({ client: bedrock, profileArn: PROFILE, ...expected });
    expect(() => new BdaAudioAnalyzer(options)).not.toThrow();
  });

  it('leaves it to the analyzer to refuse a project and a blueprint at once, before any job', () => {
    const options = analyzer({ EARSHOT_BDA_PROJECT_ARN: PROJECT, EARSHOT_BDA_BLUEPRINT_ARN: BLUEPRINT });
    expect(() => new BdaAudioAnalyzer(options)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
  });
});

describe('repositoryOptions', () => {
  const client = { send: async () => ({}) } as unknown as DocumentClient;
  const store = new MemoryResultStore();

  it('takes table and shards, and sends long parts into the results bucket under their prefix', () => {
    const environment = { EARSHOT_TABLE: 'calls', EARSHOT_RESULTS_BUCKET: 'results' };
    const options = repositoryOptions(readAwsVariables(environment, REPOSITORY_VARIABLES), client, store);
    expect(options).toEqual({
      client,
      tableName: 'calls',
      shards: 8,
      overflow: { store, prefix: 's3://results/records/' },
    });
    expect(options.overflow?.store).toBe(store);
  });

  it('heeds what is set otherwise', () => {
    const environment = {
      EARSHOT_TABLE: 'calls',
      EARSHOT_RESULTS_BUCKET: 'results',
      EARSHOT_INDEX_SHARDS: '3',
      EARSHOT_RECORDS_PREFIX: 'kept/long parts/',
    };
    expect(repositoryOptions(readAwsVariables(environment, REPOSITORY_VARIABLES), client, store)).toMatchObject({
      shards: 3,
      overflow: { prefix: 's3://results/kept/long parts/' },
    });
  });
});

describe('sharedStateOptions', () => {
  const client = { send: async () => ({}) } as unknown as DocumentClient;

  it.each([
    ['the usual attribute', {}, 'expires_at'],
    ['another one', { EARSHOT_EXPIRY_ATTRIBUTE: 'ttl' }, 'ttl'],
  ])('takes the table and lets values expire by %s', (_name, environment, expiryAttribute) => {
    const variables = readAwsVariables({ EARSHOT_TABLE: 'calls', ...environment }, STATE_VARIABLES);
    expect(sharedStateOptions(variables, client)).toEqual({ client, tableName: 'calls', expiryAttribute });
  });
});

describe('jobSlotsOf', () => {
  it.each<[Record<string, string>, JobSlots]>([
    [{}, { expected: 20 }],
    [{ EARSHOT_JOBS_MAXIMUM: '100000' }, { expected: 20 }],
    [
      { EARSHOT_JOBS_EXPECTED: '30', EARSHOT_JOBS_MAXIMUM: '8' },
      { expected: 30, maximum: 8 },
    ],
  ])('has a maximum only where one is set below the largest: %j', (environment, slots) => {
    expect(jobSlotsOf(readAwsVariables(environment, JOBS_VARIABLES))).toEqual(slots);
  });
});

describe('searchPlaceOf', () => {
  const placeOf = (environment: Record<string, string>) =>
    searchPlaceOf(readAwsVariables(environment, SEARCH_VARIABLES));

  it('is nowhere unless a vector bucket is named', () => {
    expect(placeOf({ EARSHOT_SEARCH_INDEX: 'moments-512' })).toBeUndefined();
  });

  it('has an index and a number of dimensions that may be left out', () => {
    const vectorBucketName = 'vectors';
    expect(placeOf({ EARSHOT_SEARCH_BUCKET: vectorBucketName })).toEqual({
      vectorBucketName,
      indexName: 'moments',
      dimensions: 512,
    });
    const environment = { EARSHOT_SEARCH_INDEX: 'moments-1024', EARSHOT_SEARCH_DIMENSIONS: '1024' };
    expect(placeOf({ EARSHOT_SEARCH_BUCKET: vectorBucketName, ...environment })).toEqual({
      vectorBucketName,
      indexName: 'moments-1024',
      dimensions: 1_024,
    });
  });

  it('has no number of dimensions that Titan has not', () => {
    const environment = { EARSHOT_SEARCH_BUCKET: 'vectors', EARSHOT_SEARCH_DIMENSIONS: '300' };
    expect(() => placeOf(environment)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
  });
});

describe('layoutOf', () => {
  it('is the usual one unless told otherwise', () => {
    expect(layoutOf(readAwsVariables({}, LAYOUT_VARIABLES))).toEqual(DEFAULT_LAYOUT);
  });

  it('reads names in the zone that is set', () => {
    const { names } = layoutOf(readAwsVariables({ EARSHOT_TIME_ZONE: 'America/New_York' }, LAYOUT_VARIABLES));
    expect(names?.read('20261118-1730.wav').time?.ms).toBe(Date.parse('2026-11-18T22:30Z'));
  });

  it.each([
    ['EARSHOT_NAME_PATTERN', '('],
    ['EARSHOT_NAME_PATTERN', '(?<agent>(a+)+)'],
    ['EARSHOT_TIME_ZONE', 'Mars/Base'],
  ])('refuses to read names by %s=%s', (name, value) => {
    const variables = readAwsVariables({ [name]: value }, LAYOUT_VARIABLES);
    expect(() => layoutOf(variables)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
  });

  it('takes the prefixes, and leaves the rest as usual', () => {
    const environment = {
      EARSHOT_UPLOADS_PREFIX: 'in/',
      EARSHOT_OUTPUTS_PREFIX: 'out/bda/',
      EARSHOT_IMPORTS: 'pca/parsedFiles/=pca,exports/',
    };
    expect(layoutOf(readAwsVariables(environment, LAYOUT_VARIABLES))).toEqual({
      ...DEFAULT_LAYOUT,
      uploadsPrefix: 'in/',
      outputsPrefix: 'out/bda/',
      imports: [{ prefix: 'pca/parsedFiles/', format: 'pca' }, { prefix: 'exports/' }],
    });
  });
});

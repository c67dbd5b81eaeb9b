import { describe, expect, test } from 'vitest';
import { BdaAudioAnalyzer, type BdaJobOptions } from '../../src/bda/index.js';
import { BLUEPRINT_ARN, PROFILE_ARN, PROJECT_ARN } from './requests.js';

const client = { send: async () => ({}) };
const analyzerWith = (options: Partial<BdaJobOptions>) =>
  new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN, ...options });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

describe('options that the service would refuse are refused at once, by name', () => {
  test.each<[string, Partial<BdaJobOptions>]>([
    ['profileArn', { profileArn: '' }],
    ['profileArn', { profileArn: undefined as never }],
    ['profileArn', { profileArn: 'eu.data-automation-v1' }],
    ['profileArn', { profileArn: PROJECT_ARN }],
    ['profileArn', { profileArn: PROFILE_ARN.replace('000000000000', 'aws') }],
    ['profileArn', { profileArn: `${PROFILE_ARN}${'1'.repeat(128)}` }],
    ['projectArn', { projectArn: PROFILE_ARN }],
    ['projectArn', { projectArn: '' }],
    ['audioProjectArn', { audioProjectArn: PROJECT_ARN }],
    ['videoProjectArn', { projectArn: PROJECT_ARN, videoProjectArn: PROFILE_ARN }],
    ['stage', { stage: 'LIVE' }],
    ['stage', { projectArn: PROJECT_ARN, stage: 'TEST' as never }],
    ['blueprints', { projectArn: PROJECT_ARN, blueprints: [{ arn: BLUEPRINT_ARN }] }],
    ['blueprints', { blueprints: [] }],
    ['blueprints', { blueprints: [{ arn: BLUEPRINT_ARN }, { arn: BLUEPRINT_ARN }] }],
    ['blueprints[0].arn', { blueprints: [{ arn: PROJECT_ARN }] }],
    ['blueprints[0].version', { blueprints: [{ arn: BLUEPRINT_ARN, version: 'v1' }] }],
    ['blueprints[0].stage', { blueprints: [{ arn: BLUEPRINT_ARN, stage: 'TEST' as never }] }],
    ['kmsKeyId', { kmsKeyId: 'a key' }],
    ['kmsEncryptionContext', { kmsEncryptionContext: { team: 'calls' } }],
    ['kmsEncryptionContext', { kmsKeyId: 'alias/calls', kmsEncryptionContext: {} }],
    ['kmsEncryptionContext', { kmsKeyId: 'alias/calls', kmsEncryptionContext: many(11) }],
    ['kmsEncryptionContext.team', { kmsKeyId: 'alias/calls', kmsEncryptionContext: { team: ' ' } }],
    ['tags', { tags: many(201) }],
    ['tags.aws:team', { tags: { 'aws:team': 'calls' } }],
    ['tags.team', { tags: { team: 'a#b' } }],
    ['tags.team', { tags: { team: 'x'.repeat(257) } }],
  ])('%s: %j', (field, options) => {
    expect(() => analyzerWith(options)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: expect.objectContaining({ field, expected: expect.any(String) }),
      }),
    );
  });
});

describe('options that the service takes are taken', () => {
  test.each<[Partial<BdaJobOptions>]>([
    [{}],
    [{ projectArn: 'arn:aws:bedrock:us-west-2:aws:data-automation-project/public-default' }],
    [
      {
        blueprints: [
          { arn: 'arn:aws:bedrock:us-west-2:aws:blueprint/bedrock-data-automation-public-x', version: '12' },
        ],
      },
    ],
    [
      {
        profileArn:
          'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:data-automation-profile/us-gov.data-automation-v1',
      },
    ],
    [{ kmsKeyId: 'arn:aws:kms:eu-central-1:000000000000:key/1b2c', kmsEncryptionContext: many(10) }],
    [{ tags: many(200) }],
  ])('%j', (options) => {
    expect(() => analyzerWith(options)).not.toThrow();
  });
});

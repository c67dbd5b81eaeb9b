import { MOMENT_INDEX } from '@earshot/adapters-aws/s3vectors';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../lib/names.ts';
import { OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { listOf, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one, resolve } from './template.ts';

const { template } = synthesise(OPTIONS['search and coaching']);
const withKey = synthesise(OPTIONS['search with a key of its own']).template;
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const BUCKET = 'conversational-analytics-test-vectors-000000000000-euc1';

describe('without search', () => {
  it('there is no vector bucket, no route and no permission', () => {
    const plain = JSON.stringify(synthesise(PLAIN).template);
    for (const word of ['S3Vectors', 's3vectors', '/search', 'EARSHOT_SEARCH', 'titan'])
      expect(plain).not.toContain(word);
  });
});

describe('the vector index', () => {
  it('is as the adapter describes it, in a bucket that is made before it', () => {
    const bucket = one(template, 'S3Vectors::VectorBucket', 'Vectors');
    expect(bucket.Properties).toMatchObject({
      VectorBucketName: BUCKET,
      EncryptionConfiguration: { SseType: 'AES256' },
    });
    const index = one(template, 'S3Vectors::Index', 'Moments');
    expect(index.DependsOn).toEqual([bucket.id]);
    expect(index.Properties).toMatchObject({
      VectorBucketName: BUCKET,
      IndexName: 'moments-512',
      DataType: MOMENT_INDEX.dataType,
      Dimension: 512,
      DistanceMetric: MOMENT_INDEX.distanceMetric,
      MetadataConfiguration: {
        NonFilterableMetadataKeys: MOMENT_INDEX.metadataConfiguration.nonFilterableMetadataKeys,
      },
    });
  });

  it('with another number of dimensions is another index, since none can change its own', () => {
    const made = one(withKey, 'S3Vectors::Index', 'Moments').Properties;
    expect(made).toMatchObject({ IndexName: 'moments-1024', Dimension: 1_024 });
  });

  it('outlives the stack where data is kept', () => {
    const policies = (made: typeof template) =>
      ['S3Vectors::VectorBucket', 'S3Vectors::Index'].map((type) => ofType(made, type)[0]?.DeletionPolicy);
    expect(policies(template)).toEqual(['Delete', 'Delete']);
    expect(policies(withKey)).toEqual(['RetainExceptOnCreate', 'RetainExceptOnCreate']);
  });

  it('is encrypted with the key where there is one, which lets S3 Vectors decrypt for this bucket alone', () => {
    const key = one(withKey, 'KMS::Key', 'Key');
    const { EncryptionConfiguration } = one(withKey, 'S3Vectors::VectorBucket', 'Vectors').Properties;
    expect(EncryptionConfiguration).toEqual({ SseType: 'aws:kms', KmsKeyArn: { 'Fn::GetAtt': [key.id, 'Arn'] } });
    const statement = key.Properties['KeyPolicy'].Statement.find(
      ({ Sid }: { Sid?: string }) => Sid === 'VectorIndexing',
    );
    expect(resolve(withKey, statement, named)).toMatchObject({
      Action: 'kms:Decrypt',
      Principal: { Service: 'indexing.s3vectors.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '000000000000' },
        ArnLike: { 'aws:SourceArn': `arn:aws:s3vectors:eu-central-1:000000000000:bucket/${BUCKET}*` },
      },
    });
  });

  it('is an output', () => {
    const outputs = ['VectorBucket', 'MomentIndex'].map((name) => template.Outputs?.[name]?.Value);
    expect(outputs).toEqual([BUCKET, 'moments-512']);
  });
});

describe('permissions to search', () => {
  it.each(FUNCTIONS)('of %s: to write or to read, on this index alone, and to embed with one model', (name) => {
    const role = one(template, 'IAM::Role', `${capital(name)}Role`);
    const own = statementsOf(template, role).filter(({ Action }) =>
      listOf(Action).some((action) => /^s3vectors:|:InvokeModel$/.test(action)),
    );
    const index = `arn:aws:s3vectors:eu-central-1:000000000000:bucket/${BUCKET}/index/moments-512`;
    const actions = name === 'retrieval' ? ['GetVectors', 'QueryVectors'] : ['DeleteVectors', 'PutVectors'];
    expect(own.map(({ Action, Resource }) => [listOf(Action), Resource])).toEqual([
      [actions.map((action) => `s3vectors:${action}`), index],
      [['bedrock:InvokeModel'], 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0'],
    ]);
  });
});

describe('the route', () => {
  it('is one of an HTTP API, and one of a REST API', () => {
    const keys = ofType(template, 'ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey']);
    expect(keys).toContain('GET /search');
    const parts = ofType(withKey, 'ApiGateway::Resource').map(({ Properties }) => Properties['PathPart']);
    expect(parts).toContain('search');
  });
});

it('an alarm watches that calls are indexed, with coaching or without', () => {
  for (const made of [template, withKey]) {
    const names = ofType(made, 'CloudWatch::Alarm').map(({ Properties }) => Properties['AlarmName']);
    expect(names).toContain('conversational-analytics-test-derivations-failed');
  }
});

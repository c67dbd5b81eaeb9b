import { MOMENT_INDEX } from '@earshot/adapters-aws/s3vectors';
import type { CfnResource } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnIndex, CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { Settings } from '../settings.ts';

export interface VectorIndexInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly partition: string;
  readonly account: string;
  readonly key: Key | undefined;
}

/** Makes the vector bucket and the index that moments are searched in, as the adapter describes it, where there is search. */
export function makeVectorIndex(
  scope: Construct,
  { settings, names, partition, account, key }: VectorIndexInput,
): void {
  const { search, region } = settings;
  if (!search.enabled) return;
  const { metadataConfiguration, ...definition } = MOMENT_INDEX;
  const bucket = new CfnVectorBucket(scope, 'Vectors', {
    vectorBucketName: names.vectorBucket,
    encryptionConfiguration: key === undefined ? { sseType: 'AES256' } : { sseType: 'aws:kms', kmsKeyArn: key.keyArn },
  });
  const index = new CfnIndex(scope, 'Moments', {
    vectorBucketName: names.vectorBucket,
    indexName: names.momentIndex,
    dimension: search.dimensions,
    ...definition,
    metadataConfiguration: { nonFilterableMetadataKeys: [...metadataConfiguration.nonFilterableMetadataKeys] },
  });
  index.addResourceDependency(bucket);
  for (const made of [bucket, index] satisfies CfnResource[]) made.applyRemovalPolicy(removalPolicyOf(settings));
  // S3 Vectors keeps indexes in order on its own account.
  key?.addToResourcePolicy(
    new PolicyStatement({
      sid: 'VectorIndexing',
      principals: [new ServicePrincipal('indexing.s3vectors.amazonaws.com')],
      actions: ['kms:Decrypt'],
      // In a key's own policy `*` is that key.
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:s3vectors:${region}:${account}:bucket/${names.vectorBucket}*` },
      },
    }),
  );
}

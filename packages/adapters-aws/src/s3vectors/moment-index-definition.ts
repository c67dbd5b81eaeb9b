import type { CreateIndexCommandInput } from '@aws-sdk/client-s3vectors';

/**
 * The vector index that {@link S3VectorsMomentIndex} works on: plain data in the words of the API of S3 Vectors, for
 * infrastructure code as for tests.
 */
export const MOMENT_INDEX = {
  dataType: 'float32',
  distanceMetric: 'cosine',
  /** Chosen when an index is made: they can't change. */
  metadataConfiguration: { nonFilterableMetadataKeys: ['moment'] },
} as const;

export function createMomentIndexInput(
  vectorBucketName: string,
  indexName: string,
  dimension: number,
): CreateIndexCommandInput {
  const { metadataConfiguration, ...definition } = MOMENT_INDEX;
  const nonFilterableMetadataKeys = [...metadataConfiguration.nonFilterableMetadataKeys];
  const metadata = { metadataConfiguration: { nonFilterableMetadataKeys } };
  return { vectorBucketName, indexName, dimension, ...definition, ...metadata };
}

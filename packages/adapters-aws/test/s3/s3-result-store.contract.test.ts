import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, DeleteBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { serviceUnderTest, startS3Server } from '@earshot/aws-test-servers';
import type { ObjectUri } from '@earshot/core';
import { registerContract, resultStoreContract } from '@earshot/core/testing';
import { afterAll, describe, it } from 'vitest';
import { S3ResultStore } from '../../src/s3/index.js';

const DENIED = 's3://earshot-denied/result.json' as ObjectUri;
const PAGE_SIZE = 10;

const { connection, close } = await serviceUnderTest('S3', () =>
  startS3Server({ deny: ({ bucket, action }) => `s3://${bucket}/result.json` === DENIED && action === 's3:GetObject' }),
);
const client = new S3Client({ ...connection, forcePathStyle: true });
const isOurs = connection.endpoint !== undefined;
if (isOurs) await client.send(new CreateBucketCommand({ Bucket: 'earshot-denied' }));
afterAll(async () => {
  client.destroy();
  await close();
});

async function create({ versioned }: { versioned: boolean }) {
  const Bucket = `earshot-contract-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  if (versioned) {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  const store = new S3ResultStore({ client, pageSize: PAGE_SIZE });
  const root = `s3://${Bucket}/`;
  const dispose = async () => {
    for (let next: string | undefined; ; ) {
      const page = await store.list(root, next);
      for (const uri of page.uris) await store.delete(uri);
      next = page.next;
      if (next === undefined) break;
    }
    // Only when every version is gone can a bucket go.
    await client.send(new DeleteBucketCommand({ Bucket }));
  };
  return { store, root, dispose };
}

const options = { numRuns: 20, pageSize: PAGE_SIZE, ...(isOurs && { denied: DENIED }) };

describe('in a bucket without versioning', () => {
  registerContract(
    resultStoreContract(() => create({ versioned: false }), options),
    it,
  );
});

describe('in a bucket with versioning', () => {
  registerContract(
    resultStoreContract(() => create({ versioned: true }), options),
    it,
  );
});

import { CreateBucketCommand, PutBucketVersioningCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { connectionTo, type S3Server, type S3ServerOptions, startS3Server } from '../../src/index.js';

/** A server for the tests of one file, and how to make clients and buckets of it. */
export interface ServedS3 {
  readonly server: S3Server;
  readonly client: S3Client;
  clientWith(config: S3ClientConfig): S3Client;
  /** Makes a bucket that no other test has. */
  bucket(options?: { readonly versioned?: boolean }): Promise<string>;
}

/** Starts a server that ends with the file's tests. */
export async function servedS3(options: S3ServerOptions = {}): Promise<ServedS3> {
  const server = await startS3Server(options);
  const clients: S3Client[] = [];
  const clientWith = (config: S3ClientConfig) => {
    const client = new S3Client({ ...connectionTo(server), forcePathStyle: true, maxAttempts: 1, ...config });
    clients.push(client);
    return client;
  };
  const client = clientWith({});
  afterAll(async () => {
    for (const each of clients) each.destroy();
    await server.close();
  });
  let count = 0;
  const bucket = async ({ versioned = false } = {}) => {
    count += 1;
    const Bucket = `bucket-${count}`;
    await client.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    if (versioned) await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    return Bucket;
  };
  return { server, client, clientWith, bucket };
}

/** What a client rejects with when S3 answers with an error. */
export function s3Error(name: string, httpStatusCode: number): object {
  return { name, $metadata: { httpStatusCode } };
}

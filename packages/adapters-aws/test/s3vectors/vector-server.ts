import { CreateIndexCommand, S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { MemorySharedState } from '@earshot/adapters-memory';
import {
  connectionTo,
  type S3VectorsServer,
  type S3VectorsServerOptions,
  startS3VectorsServer,
} from '@earshot/aws-test-servers';
import { createMomentIndexInput, S3VectorsMomentIndex } from '../../src/s3vectors/index.js';

/** S3 Vectors on this machine, and indexes of moments in it. */
export interface VectorServer {
  readonly server: S3VectorsServer;
  /** Adapters of two processes over a new, empty index. */
  pair(dimensions: number): Promise<{ readonly index: S3VectorsMomentIndex; readonly other: S3VectorsMomentIndex }>;
  /** A new, empty index. */
  index(dimensions: number): Promise<S3VectorsMomentIndex>;
  close(): Promise<void>;
}

export const VECTOR_BUCKET = 'calls';

/** Starts it. Each index is named `moments-` and a number, from 0. */
export async function startVectors(options: S3VectorsServerOptions = {}): Promise<VectorServer> {
  const server = await startS3VectorsServer(options);
  const client = new S3VectorsClient({ ...connectionTo(server), maxAttempts: 1 });
  let count = 0;
  const pair = async (dimensions: number) => {
    const indexName = `moments-${count++}`;
    await client.send(new CreateIndexCommand(createMomentIndexInput(VECTOR_BUCKET, indexName, dimensions)));
    const place = { vectorBucketName: VECTOR_BUCKET, indexName, dimensions, state: new MemorySharedState() };
    const adapter = () => new S3VectorsMomentIndex({ client, ...place });
    return { index: adapter(), other: adapter() };
  };
  return {
    server,
    pair,
    index: async (dimensions) => (await pair(dimensions)).index,
    close: async () => {
      client.destroy();
      await server.close();
    },
  };
}

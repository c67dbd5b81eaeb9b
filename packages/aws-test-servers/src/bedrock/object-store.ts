import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connection } from '../test-server.js';

/** Where the server finds recordings and puts results. */
export interface ObjectStore {
  /** Rejects when it may not be asked. */
  exists(bucket: string, key: string): Promise<boolean>;
  put(bucket: string, key: string, body: string): Promise<void>;
  close?(): void;
}

/** The objects of an S3. */
export function s3ObjectStore(connection: Connection): ObjectStore {
  const client = new S3Client({ ...connection, forcePathStyle: true });
  return {
    exists: async (Bucket, Key) => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key }));
        return true;
      } catch (error) {
        if ((error as { name?: string }).name === 'NotFound') return false;
        throw error;
      }
    },
    put: async (Bucket, Key, text) => {
      const Body = Buffer.from(text);
      const ContentType = Key.endsWith('.json') ? 'application/json' : 'binary/octet-stream';
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ContentLength: Body.length }));
    },
    close: () => client.destroy(),
  };
}

/** Objects in memory, by `bucket/key`. */
export interface MemoryObjectStore extends ObjectStore {
  readonly objects: Map<string, string>;
}

/** An empty store in memory. */
export function memoryObjectStore(): MemoryObjectStore {
  const objects = new Map<string, string>();
  return {
    objects,
    exists: async (bucket, key) => objects.has(`${bucket}/${key}`),
    put: async (bucket, key, body) => {
      objects.set(`${bucket}/${key}`, body);
    },
  };
}

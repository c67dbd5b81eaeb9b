import type { JsonDocument } from '../json/http-answer.js';
import { type RestServer, type RestServerOptions, startRestServer } from '../json/rest-server.js';
import { invalid, ServiceFault } from '../json/service-fault.js';
import type { Shape } from '../json/shapes.js';
import { filterFrom } from './metadata.js';
import {
  checkCreateIndex,
  checkDeleteVectors,
  checkGetVectors,
  checkListVectors,
  checkPutVectors,
  checkQueryVectors,
} from './request-model.js';
import { type KeptVector, VectorIndex } from './vector-index.js';

export interface S3VectorsServerOptions extends Pick<RestServerOptions, 'fault'> {
  /** How many results a page of `QueryVectors` has: the service doesn't say. @defaultValue 100 */
  readonly pageSize?: number;
}

/** Amazon S3 Vectors on this machine. */
export interface S3VectorsServer extends RestServer {
  /** What an index holds, in the order in which it came. */
  vectors(vectorBucketName: string, indexName: string): readonly KeptVector[];
}

interface Place {
  readonly vectorBucketName: string;
  readonly indexName: string;
}

/**
 * Starts Amazon S3 Vectors on 127.0.0.1. Every vector bucket exists. Reads see every write; deleting a key that isn't there
 * changes nothing.
 */
export async function startS3VectorsServer({ pageSize = 100, fault }: S3VectorsServerOptions = {}) {
  const indexes = new Map<string, VectorIndex>();
  const nameOf = ({ vectorBucketName, indexName }: Place) => `${vectorBucketName}/${indexName}`;
  const indexOf = (place: Place) => {
    const index = indexes.get(nameOf(place));
    if (index === undefined) throw new ServiceFault(404, 'NotFoundException', 'The specified index could not be found');
    return index;
  };
  const operation = <T>(name: string, check: Shape, act: (input: T & Place) => JsonDocument) =>
    [
      `POST /${name}`,
      (body: JsonDocument) => {
        check(body, '');
        return act(body as unknown as T & Place);
      },
    ] as const;

  const operations = new Map([
    operation<CreateIndex>('CreateIndex', checkCreateIndex, ({ dimension, metadataConfiguration, ...place }) => {
      if (indexes.has(nameOf(place))) throw new ServiceFault(409, 'ConflictException', 'The index exists');
      const { nonFilterableMetadataKeys = [] } = metadataConfiguration ?? {};
      indexes.set(nameOf(place), new VectorIndex(dimension, nonFilterableMetadataKeys));
      return { indexArn: `arn:aws:s3vectors:eu-central-1:000000000000:bucket/${nameOf(place)}` };
    }),
    operation<PutVectors>('PutVectors', checkPutVectors, ({ vectors, ...place }) => {
      indexOf(place).put(vectors.map(({ key, data, metadata }) => ({ key, float32: data.float32, metadata })));
      return {};
    }),
    operation<{ keys: string[] }>('DeleteVectors', checkDeleteVectors, ({ keys, ...place }) => {
      indexOf(place).delete(keys);
      return {};
    }),
    operation<{ keys: string[] } & Returned>('GetVectors', checkGetVectors, ({ keys, ...input }) => {
      const index = indexOf(input);
      return { vectors: keys.flatMap((key) => index.get(key) ?? []).map((vector) => shown(vector, input)) };
    }),
    operation<Paged & Returned>('ListVectors', checkListVectors, ({ maxResults = 500, nextToken, ...input }) => {
      const { page, next } = pageOf(indexOf(input).vectors, maxResults, nextToken);
      return { vectors: page.map((vector) => shown(vector, input)), ...next };
    }),
    operation<QueryVectors>('QueryVectors', checkQueryVectors, (input) => {
      const { topK, queryVector, filter, nextToken, returnDistance } = input;
      const index = indexOf(input);
      const passes = filterFrom(filter, index.nonFilterable);
      const nearest = index.nearest(queryVector.float32, passes).slice(0, topK);
      const { page, next } = pageOf(nearest, pageSize, nextToken);
      const vectors = page.map(({ distance, ...vector }) => ({
        ...shown(vector, input),
        ...(returnDistance && { distance }),
      }));
      return { vectors, distanceMetric: 'cosine', ...next };
    }),
  ]);
  const server = await startRestServer({ service: 's3vectors', operations, fault });
  return {
    ...server,
    vectors: (vectorBucketName: string, indexName: string) => indexOf({ vectorBucketName, indexName }).vectors,
  } satisfies S3VectorsServer;
}

interface CreateIndex {
  readonly dimension: number;
  readonly metadataConfiguration?: { readonly nonFilterableMetadataKeys: readonly string[] };
}

interface PutVectors {
  readonly vectors: readonly {
    readonly key: string;
    readonly data: { readonly float32: readonly number[] };
    readonly metadata?: unknown;
  }[];
}

interface Returned {
  readonly returnData?: boolean;
  readonly returnMetadata?: boolean;
}

interface Paged {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

interface QueryVectors extends Returned, Paged {
  readonly topK: number;
  readonly queryVector: { readonly float32: readonly number[] };
  readonly filter?: unknown;
  readonly returnDistance?: boolean;
}

function shown({ key, float32, metadata }: KeptVector, { returnData, returnMetadata }: Returned): JsonDocument {
  return { key, ...(returnData && { data: { float32: [...float32] } }), ...(returnMetadata && { metadata }) };
}

function pageOf<T>(all: readonly T[], size: number, token = '0') {
  const start = Number(token);
  if (!Number.isSafeInteger(start)) throw invalid('Invalid nextToken');
  const end = start + size;
  return { page: all.slice(start, end), next: end < all.length ? { nextToken: String(end) } : {} };
}

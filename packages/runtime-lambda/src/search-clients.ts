import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { S3VectorsMomentIndex, type SearchPlace, TitanEmbedder } from '@earshot/adapters-aws';
import type { SharedState } from '@earshot/core';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { PATIENCE } from './clients.js';

export function searchPortsOf(place: SearchPlace, state: SharedState) {
  const { requestHandler, ...patience } = PATIENCE;
  return {
    index: new S3VectorsMomentIndex({ ...place, client: new S3VectorsClient(PATIENCE), state }),
    embedder: new TitanEmbedder({
      // By itself this client speaks HTTP/2, whose handler would come on top of the one that S3 Vectors has.
      client: new BedrockRuntimeClient({ ...patience, requestHandler: new NodeHttpHandler(requestHandler) }),
      dimensions: place.dimensions,
    }),
  };
}

import { invalid } from '../json/service-fault.js';
import { flag, list, oneOf, type Shape, structure, text } from '../json/shapes.js';

const indexName = text(3, 63, /[a-z0-9][a-z0-9.-]*[a-z0-9]/);
const vectorBucketName = text(3, 63, /[a-z0-9][a-z0-9-]*[a-z0-9]/);
/** The server takes names, and no ARNs. */
const place = { vectorBucketName, indexName };
const key = text(1, 1_024, /.*/);

/** A whole number between two bounds. */
function wholeBetween(least: number, most: number): Shape {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most) {
      throw invalid(`1 validation error detected: Value at '${path}' must be between ${least} and ${most}`);
    }
  };
}

const number: Shape = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) {
    throw invalid(`Value at '${path}' is not a valid floating-point value`);
  }
};
const vector = structure({ float32: list(1, 4_096, number) });
/** JSON: the index checks what it holds. */
const document: Shape = () => {};

export const checkCreateIndex = structure(
  { ...place, dataType: oneOf('float32'), dimension: wholeBetween(1, 4_096), distanceMetric: oneOf('cosine') },
  { metadataConfiguration: structure({ nonFilterableMetadataKeys: list(1, 10, text(1, 63, /.*/)) }) },
);
export const checkPutVectors = structure({
  ...place,
  vectors: list(1, 500, structure({ key, data: vector }, { metadata: document })),
});
export const checkDeleteVectors = structure({ ...place, keys: list(1, 500, key) });
export const checkGetVectors = structure(
  { ...place, keys: list(1, 100, key) },
  { returnData: flag, returnMetadata: flag },
);
export const checkListVectors = structure(place, {
  maxResults: wholeBetween(1, 1_000),
  nextToken: text(1, 2_048, /.*/),
  returnData: flag,
  returnMetadata: flag,
});
export const checkQueryVectors = structure(
  { ...place, topK: wholeBetween(1, 10_000), queryVector: vector },
  { filter: document, returnMetadata: flag, returnDistance: flag, nextToken: text(1, 2_048, /.*/) },
);

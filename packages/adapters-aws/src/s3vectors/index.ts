export { createMomentIndexInput, MOMENT_INDEX } from './moment-index-definition.js';
export { S3VectorsMomentIndex, type S3VectorsMomentIndexOptions } from './s3-vectors-moment-index.js';

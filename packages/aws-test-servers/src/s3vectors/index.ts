export { type S3VectorsServer, type S3VectorsServerOptions, startS3VectorsServer } from './s3-vectors-server.js';
export type { KeptVector } from './vector-index.js';

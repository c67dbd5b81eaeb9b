export { type ListedObject, listedObjects } from './listed-objects.js';
export { type PresignGetOptions, presignGet } from './presign-get.js';
export { S3RecordingAccess, type S3RecordingAccessOptions } from './recording-access.js';
export { S3ResultStore, type S3ResultStoreOptions } from './s3-result-store.js';

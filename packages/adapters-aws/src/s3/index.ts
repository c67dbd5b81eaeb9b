export { type ListedObject, listedObjects } from './listed-objects.js';
export { S3RecordingAccess, type S3RecordingAccessOptions } from './recording-access.js';
export { recordingStat } from './recording-stat.js';
export { S3RecordingStore, type S3RecordingStoreOptions } from './s3-recording-store.js';
export { S3ResultStore, type S3ResultStoreOptions } from './s3-result-store.js';

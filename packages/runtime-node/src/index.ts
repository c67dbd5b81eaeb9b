export { type App, type AppSettings, composeApp, digests } from './container.js';
export { findCall } from './find-call.js';
export { type ApiSettings, createApi, type RequestLogEntry } from './http/api.js';
export { type Listening, type ListenOptions, listen } from './http/listen.js';
export { composeFolderApp, type FolderApp, type IngestCounts, type IngestProblem } from './ingest/ingest.js';

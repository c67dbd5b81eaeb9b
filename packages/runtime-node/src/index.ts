export { type App, type AppSettings, composeApp, digests } from './container.js';
export { findCall } from './find-call.js';
export { composeFolderApp, type FolderApp, type IngestCounts, type IngestProblem } from './ingest/ingest.js';
export { type HttpServer, type ServeHttpOptions, serveHttp } from './serve-http.js';

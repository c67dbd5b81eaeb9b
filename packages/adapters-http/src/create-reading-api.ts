import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { readingRoutes } from './serving/reading-routes.js';
import type { CallReading } from './serving/served-app.js';

/**
 * The part of the HTTP API that reads calls, and `GET /health`; without the documents that describe it, so that a bundle
 * stays small.
 */
export function createReadingApi(app: CallReading, settings: ReadingApiSettings = {}): Api {
  const all = settled(settings);
  return apiOf({ ...readingRoutes(app, all.version), ...healthRoute(all) }, all);
}

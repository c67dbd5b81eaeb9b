import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { coachingRoutes } from './serving/coaching-routes.js';
import { readingRoutes } from './serving/reading-routes.js';
import { BODY_LIMIT_BYTES } from './serving/request-body.js';
import type { CallReading } from './serving/served-app.js';

/**
 * The part of the HTTP API that reads calls, what it says of coaching if the app has that, and `GET /health`; without the documents that describe it, so that a bundle
 * stays small.
 */
export function createReadingApi(app: CallReading, settings: ReadingApiSettings = {}): Api {
  const all = settled(settings);
  const { version, now } = all;
  const coaching = coachingRoutes(app, { version, bodyLimitBytes: BODY_LIMIT_BYTES, now });
  return apiOf({ ...readingRoutes(app, version), ...coaching, ...healthRoute(all) }, all);
}

import { documentRoutes } from './describing/document-routes.js';
import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { callRoutes } from './serving/call-routes.js';
import { coachingRoutes } from './serving/coaching-routes.js';
import { commandRoutes } from './serving/command-routes.js';
import { jobCommandRoutes } from './serving/job-commands.js';
import { jobEventsRoute } from './serving/job-events.js';
import { jobReadingRoutes } from './serving/job-routes.js';
import { deadLetterRoutes, doctorRoute } from './serving/operations-routes.js';
import { type PageFile, pageRoutes } from './serving/page-routes.js';
import { readingRoutes } from './serving/reading-routes.js';
import { recordingRoutes } from './serving/recording-routes.js';
import { BODY_LIMIT_BYTES, DOCUMENT_LIMIT_BYTES } from './serving/request-body.js';
import { searchRoutes } from './serving/search-routes.js';
import type { ServedApp } from './serving/served-app.js';
import { sessionRoutes } from './serving/session-routes.js';
import { summaryRoutes } from './serving/summary-routes.js';
import { uploadRoutes } from './serving/upload-routes.js';

export interface ApiSettings extends ReadingApiSettings {
  /** Bytes that the body of a request may have, unless it is a transcript. @defaultValue 65,536 */
  readonly bodyLimitBytes?: number;
  /** Bytes that a transcript may have. @defaultValue 33,554,432 */
  readonly documentLimitBytes?: number;
  /** A page to serve at `/`. @defaultValue none: `/` leads to the docs */
  readonly page?: readonly PageFile[] | undefined;
  /** Where the page finds recordings and sends uploads besides here, such as the origin of a bucket. @defaultValue none */
  readonly pageOrigins?: readonly string[] | undefined;
}

/**
 * The whole HTTP API over an app: reading, the commands if the app has them, and the documents that describe it.
 * @example
 * const api = createApi(app, { version: '1.0.0' });
 * const response = await api.fetch(new Request('http://localhost/analytics?pageSize=50'));
 */
export function createApi(app: ServedApp, settings: ApiSettings = {}): Api {
  const all = settled(settings);
  const { version, bodyLimitBytes = BODY_LIMIT_BYTES, documentLimitBytes = DOCUMENT_LIMIT_BYTES, now } = all;
  const jobs = { version, now, commands: app.cancelJob !== undefined, events: true };
  const serving = {
    ...readingRoutes(app, version),
    ...jobReadingRoutes(app, jobs),
    ...jobEventsRoute(app, jobs),
    ...(app.cancelJob === undefined ? {} : jobCommandRoutes(app, jobs)),
    ...(app.searchMoments === undefined ? {} : searchRoutes(app, app.searchMoments, version)),
    ...(app.summarizeCalls === undefined ? {} : summaryRoutes(app.summarizeCalls, version)),
    ...callRoutes(app, version),
    ...coachingRoutes(app, { version, bodyLimitBytes, now }),
    ...(app.startAnalysis === undefined ? {} : commandRoutes(app, { bodyLimitBytes, documentLimitBytes, now })),
    ...(app.playing === undefined ? {} : recordingRoutes(app, app.playing, now)),
    ...(app.uploading === undefined ? {} : uploadRoutes(app.uploading, bodyLimitBytes)),
    ...(app.deadLetters === undefined ? {} : deadLetterRoutes(app.deadLetters, bodyLimitBytes)),
    ...(app.doctor === undefined ? {} : doctorRoute(app.doctor)),
    ...sessionRoutes(all.authentication?.sessions, { bodyLimitBytes, takesUploads: app.uploading !== undefined }),
    ...healthRoute(all),
  };
  const { page, pageOrigins } = all;
  const served = page === undefined ? {} : pageRoutes(page, pageOrigins);
  return apiOf({ ...serving, ...documentRoutes(serving, all), ...served }, all);
}

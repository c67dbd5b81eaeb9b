import type { RouteName } from './serving/access/route-scopes.js';
import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { COACHING_ROUTES } from './serving/coaching-route-names.js';
import { readingRoutes } from './serving/reading-routes.js';
import { BODY_LIMIT_BYTES } from './serving/request-body.js';
import type { Handler, Routes } from './serving/routes.js';
import type { CallReading } from './serving/served-app.js';

export interface JobLinks {
  /** Whether something else serves the routes that cancel and retry jobs. @defaultValue false */
  readonly jobCommands?: boolean;
}

/**
 * The part of the HTTP API that reads calls, what it says of coaching if the app has that, and `GET /health`; without the
 * documents that describe it, so that a bundle stays small.
 */
export function createReadingApi(app: CallReading, settings: ReadingApiSettings & JobLinks = {}): Api {
  const all = settled(settings);
  const { version, now } = all;
  const calls = loaded(['GET /calls/{hash}'], async () => {
    const { callRoutes } = await import('./serving/call-routes.js');
    return callRoutes(app, version);
  });
  const { summarizeCalls } = app;
  const summary = loaded(summarizeCalls === undefined ? [] : ['GET /calls/summary'], async () => {
    const { summaryRoutes } = await import('./serving/summary-routes.js');
    return summarizeCalls === undefined ? {} : summaryRoutes(summarizeCalls, version);
  });
  const coaching = loaded(app.coaching === undefined ? [] : COACHING_ROUTES, async () => {
    const { coachingRoutes } = await import('./serving/coaching-routes.js');
    return coachingRoutes(app, { version, bodyLimitBytes: BODY_LIMIT_BYTES, now });
  });
  const jobs = loaded(['GET /jobs', 'GET /jobs/{id}'], async () => {
    const { jobReadingRoutes } = await import('./serving/job-routes.js');
    return jobReadingRoutes(app, { version, now, commands: settings.jobCommands ?? false, events: false });
  });
  return apiOf(
    { ...readingRoutes(app, version), ...jobs, ...summary, ...calls, ...coaching, ...healthRoute(all) },
    all,
  );
}

/** Routes that are loaded with the first request to one of them. */
function loaded(names: readonly RouteName[], load: () => Promise<Routes>): Routes {
  return Object.fromEntries(
    names.map((route): [string, Handler] => [
      route,
      async (...request) => (await load())[route]?.(...request) ?? { kind: 'no-such-route' },
    ]),
  );
}

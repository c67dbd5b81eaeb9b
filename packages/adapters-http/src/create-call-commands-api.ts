import { type Api, apiOf, type ReadingApiSettings, settled } from './serving/api.js';
import { commandRoutes } from './serving/command-routes.js';
import { BODY_LIMIT_BYTES, DOCUMENT_LIMIT_BYTES } from './serving/request-body.js';
import type { CallChanges, CallReading } from './serving/served-app.js';

/** The part of the HTTP API that changes calls, for a bundle of its own. */
export function createCallCommandsApi(
  app: CallChanges & Pick<CallReading, 'digests'>,
  settings: ReadingApiSettings = {},
): Api {
  const all = settled(settings);
  const limits = { bodyLimitBytes: BODY_LIMIT_BYTES, documentLimitBytes: DOCUMENT_LIMIT_BYTES };
  return apiOf(commandRoutes(app, { ...limits, now: all.now }), all);
}

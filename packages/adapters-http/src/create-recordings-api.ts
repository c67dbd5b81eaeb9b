import { type Api, apiOf, healthRoute, type ReadingApiSettings, settled } from './serving/api.js';
import { jobCommandRoutes } from './serving/job-commands.js';
import { recordingRoutes } from './serving/recording-routes.js';
import { BODY_LIMIT_BYTES } from './serving/request-body.js';
import type { CallCommands, CallReading, CallUploading } from './serving/served-app.js';
import { uploadRoutes } from './serving/upload-routes.js';

export interface RecordingsApp extends Pick<CallReading, 'readCall' | 'digests' | 'playing'> {
  /** Routes that bring recordings in are there when this is. */
  readonly uploading?: CallUploading | undefined;
  /** Routes that cancel and retry jobs are there when this is. */
  readonly jobCommands?: Pick<CallCommands, 'cancelJob' | 'retryJob'> | undefined;
}

/** The part of the HTTP API that plays recordings, brings them in, and changes jobs, and `GET /health`, for a bundle of its own. */
export function createRecordingsApi(app: RecordingsApp, settings: ReadingApiSettings = {}): Api {
  const all = settled(settings);
  const { playing, uploading, jobCommands } = app;
  const routes = {
    ...(playing && recordingRoutes(app, playing, all.now)),
    ...(uploading && uploadRoutes(uploading, BODY_LIMIT_BYTES)),
    ...(jobCommands && jobCommandRoutes(jobCommands, { commands: true, events: false })),
    ...healthRoute(all),
  };
  return apiOf(routes, all);
}

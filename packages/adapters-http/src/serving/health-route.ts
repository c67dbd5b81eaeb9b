import { json } from './answer.js';
import type { ReadingApiSettings, Settled } from './api.js';
import type { Health } from './responses.js';
import type { Handler } from './routes.js';

/** The route that tells how the server is. */
export function healthRoute(settings: Settled<ReadingApiSettings>): Readonly<Record<'GET /health', Handler>> {
  const { version, adapters, now } = settings;
  const startedAtMs = now().getTime();
  const health: Handler = () => {
    const body: Health = { status: 'ok', version, uptime_ms: Math.max(0, now().getTime() - startedAtMs), adapters };
    return json(200, JSON.stringify(body));
  };
  return { 'GET /health': health };
}

import type { Scope } from './caller.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * The scope that each route requires. Reading is `read`, changing is `write`; `admin` is for what can't be undone. A route
 * that isn't here can't be served. `open` routes say nothing about calls: monitors, browsers and generators of clients
 * get them without credentials.
 */
export const ROUTE_SCOPES = {
  'GET /analytics': 'read',
  'GET /analytics/{hash}': 'read',
  'POST /calls': 'write',
  'GET /calls/summary': 'read',
  'GET /calls/{hash}': 'read',
  'POST /calls/{hash}/restart': 'write',
  'PUT /calls/{hash}/participants': 'write',
  'POST /calls/{hash}/notes': 'write',
  'DELETE /calls/{hash}/notes/{id}': 'write',
  'DELETE /calls/{hash}': 'admin',
  'GET /jobs': 'read',
  'GET /jobs/{id}': 'read',
  'GET /jobs/{id}/events': 'read',
  'POST /jobs/{id}/cancel': 'write',
  'POST /jobs/{id}/retry': 'write',
  'GET /coaching-analytics': 'read',
  'GET /calls/{hash}/coaching': 'read',
  'GET /insights/{id}': 'read',
  'PATCH /insights/{id}': 'write',
  'GET /agents': 'read',
  'GET /agents/{name}': 'read',
  'GET /search': 'read',
  'GET /calls/{hash}/recording': 'read',
  'GET /calls/{hash}/recording-url': 'read',
  'GET /calls/{hash}/peaks': 'read',
  // The signature in the URL is the credential: media elements send no others, and S3 takes no others.
  'GET /files/{file}': 'open',
  'PUT /files/{file}': 'open',
  // Reading an upload gives URLs that write.
  'POST /uploads': 'write',
  'GET /uploads/{id}': 'write',
  'POST /uploads/{id}/complete': 'write',
  'DELETE /uploads/{id}': 'write',
  'GET /dead-letters': 'read',
  'POST /dead-letters/{queue}/redrive': 'write',
  'POST /dead-letters/{queue}/discard': 'admin',
  'GET /doctor': 'read',
  'GET /session': 'read',
  'POST /session': 'open',
  'DELETE /session': 'open',
  'GET /health': 'open',
  'GET /openapi.json': 'open',
  'GET /docs': 'open',
  'GET /': 'open',
  'GET /assets/{name}': 'open',
} as const satisfies Readonly<Record<`${Method} /${string}`, Scope | 'open'>>;

/** A method and a path with its parameters in braces, as OpenAPI writes them. */
export type RouteName = keyof typeof ROUTE_SCOPES;

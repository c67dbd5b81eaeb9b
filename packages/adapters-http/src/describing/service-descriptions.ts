import * as z from 'zod/mini';
import { Health } from '../serving/responses.js';
import { HEALTH_QUERY } from './described-parameters.js';
import type { Description, DocumentRoute } from './description.js';

const NOT_MODIFIED = { description: 'The caller has it already.', headers: ['ETag'] } as const;

export function serviceDescriptions(version: string): Readonly<Record<'GET /health' | DocumentRoute, Description>> {
  return {
    'GET /health': {
      operationId: 'getHealth',
      tag: 'Service',
      summary: 'Tell how the server is',
      inQuery: HEALTH_QUERY,
      responses: {
        200: {
          description: 'The server runs.',
          schema: Health,
          example: {
            status: 'ok',
            version,
            uptime_ms: 73_021,
            adapters: { RecordRepository: 'memory' },
            queues: [{ name: 'calls', waiting: 12, in_flight: 20, oldest_age_ms: 95_000 }],
          },
        },
      },
      problems: [],
      exampleTarget: '/health',
    },
    'GET /openapi.json': {
      operationId: 'getOpenApi',
      tag: 'Service',
      summary: 'Describe the API for programs',
      responses: {
        200: {
          description: 'The OpenAPI 3.1 document.',
          schema: z.looseObject({ openapi: z.string() }),
          headers: ['ETag'],
        },
        304: NOT_MODIFIED,
      },
      problems: [],
      exampleTarget: '/openapi.json',
    },
    'GET /docs': {
      operationId: 'getDocs',
      tag: 'Service',
      summary: 'Describe the API for people',
      responses: {
        200: { description: 'This page.', schema: z.string(), mediaType: 'text/html', headers: ['ETag'] },
        304: NOT_MODIFIED,
      },
      problems: [],
      exampleTarget: '/docs',
    },
    'GET /': {
      operationId: 'getRoot',
      tag: 'Service',
      summary: 'Go to the docs',
      responses: {
        302: { description: 'To `/docs`.', schema: z.string(), mediaType: 'text/plain', headers: ['Location'] },
      },
      problems: [],
      exampleTarget: '/',
    },
  };
}

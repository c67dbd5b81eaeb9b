import { z } from 'zod';
import { type Answer, json, REVALIDATE } from './answer.js';
import { DOCS_POLICY, docsPage } from './docs-page.js';
import type { Endpoint } from './endpoint.js';
import { fingerprint, unlessKnown } from './entity-tag.js';
import { openApiDocument } from './openapi.js';
import { Health } from './responses.js';

/** What the server tells of itself. */
export interface ServiceSettings {
  readonly version: string;
  readonly adapters: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** The routes about the API itself. @param others the routes that the documents tell of besides these */
export function serviceEndpoints(
  others: readonly Endpoint[],
  { version, adapters, now }: ServiceSettings,
): readonly Endpoint[] {
  const startedAtMs = now().getTime();
  const document = once(() => openApiDocument([...others, health, openApi, docs, root], version));
  const openApiText = once(() => fixed(JSON.stringify(document()), 'application/json'));
  const docsText = once(() => fixed(docsPage(document()), 'text/html; charset=utf-8', DOCS_POLICY));

  const health: Endpoint = {
    method: 'GET',
    path: '/health',
    operationId: 'getHealth',
    tag: 'Service',
    summary: 'Tell how the server is',
    responses: {
      200: {
        description: 'The server runs.',
        schema: Health,
        example: { status: 'ok', version, uptime_ms: 73_021, adapters: { RecordRepository: 'memory' } },
      },
    },
    problems: [],
    exampleTarget: '/health',
    handle: () => {
      const body: Health = { status: 'ok', version, uptime_ms: Math.max(0, now().getTime() - startedAtMs), adapters };
      return json(200, JSON.stringify(body));
    },
  };

  const openApi: Endpoint = {
    method: 'GET',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    tag: 'Service',
    summary: 'Describe the API for programs',
    responses: {
      200: {
        description: 'The OpenAPI 3.1 document.',
        schema: z.looseObject({ openapi: z.string() }),
        headers: ['ETag'],
      },
      304: { description: 'The caller has it already.', headers: ['ETag'] },
    },
    problems: [],
    exampleTarget: '/openapi.json',
    handle: ({ req }) => openApiText()(req.raw),
  };

  const docs: Endpoint = {
    method: 'GET',
    path: '/docs',
    operationId: 'getDocs',
    tag: 'Service',
    summary: 'Describe the API for people',
    responses: {
      200: { description: 'This page.', schema: z.string(), mediaType: 'text/html', headers: ['ETag'] },
      304: { description: 'The caller has it already.', headers: ['ETag'] },
    },
    problems: [],
    exampleTarget: '/docs',
    handle: ({ req }) => docsText()(req.raw),
  };

  const root: Endpoint = {
    method: 'GET',
    path: '/',
    operationId: 'getRoot',
    tag: 'Service',
    summary: 'Go to the docs',
    responses: {
      302: { description: 'To `/docs`.', schema: z.string(), mediaType: 'text/plain', headers: ['Location'] },
    },
    problems: [],
    exampleTarget: '/',
    handle: () => ({
      status: 302,
      body: 'See /docs\n',
      headers: { location: '/docs', 'content-type': 'text/plain; charset=utf-8', 'cache-control': REVALIDATE },
    }),
  };
  return [health, openApi, docs, root];
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Answers with a text that never changes; its tag names its very bytes. */
function fixed(text: string, type: string, own: Answer['headers'] = {}): (request: Request) => Promise<Answer> {
  const tag = `"${fingerprint(text)}"`;
  return (request) =>
    unlessKnown(request, tag, (headers) => ({
      status: 200,
      body: text,
      headers: { ...own, ...headers, 'content-type': type },
    }));
}

import {
  type CallHash,
  type CallRecord,
  DEFAULT_PAGE_SIZE,
  EarshotError,
  hashOf,
  type ReadOptions,
  toAnalyticsItem,
} from '@earshot/core';
import type { App } from '../container.js';
import { hashesNamed } from '../find-call.js';
import { createPageWriter, listOf, stateOf, weakTag } from './analytics-page.js';
import { json } from './answer.js';
import { BACKEND_PROBLEMS, type Endpoint } from './endpoint.js';
import { unlessKnown } from './entity-tag.js';
import { EXAMPLE_CALL_PAGE, EXAMPLE_HASH, EXAMPLE_LIST } from './examples.js';
import { CallName, CallParameters, invalid, ListParameters, readParameters, toQuery } from './parameters.js';
import { AnalyticsList } from './responses.js';

const NOT_MODIFIED = { description: 'The caller has this state already.', headers: ['ETag'] } as const;

type Wish = Pick<ListParameters, 'include'> & { readonly pageSize?: number };

/** The routes that read calls. */
export function analyticsEndpoints(
  app: Pick<App, 'queryAnalytics' | 'readCall' | 'digests'>,
  version: string,
): readonly Endpoint[] {
  const write = createPageWriter(version);

  const one = async (
    request: Request,
    hashes: readonly CallHash[],
    { include = [], pageSize = DEFAULT_PAGE_SIZE }: Wish,
  ) => {
    const parts = [...new Set(include)].sort();
    const tagOf = (call: CallRecord) => weakTag(`${version} ${parts} ${pageSize} ${stateOf(call)}`);
    for (const hash of hashes) {
      const known = await app.readCall.execute(hash);
      if (known === undefined) continue;
      return unlessKnown(request, tagOf(known), async (headers) => {
        const record = parts.length === 0 ? known : await app.readCall.execute(hash, optionsOf(parts));
        if (record === undefined) throw notFound();
        const item = JSON.stringify(toAnalyticsItem(record));
        const body = listOf([item], { pageSize, nextToken: null, hasMore: false });
        return json(200, body, { ...headers, etag: tagOf(record) });
      });
    }
    throw notFound();
  };

  const list: Endpoint = {
    method: 'GET',
    path: '/analytics',
    operationId: 'listAnalytics',
    tag: 'Analytics',
    summary: 'List calls, newest first',
    description:
      'Walk the pages by `nextToken`. Items of a list leave out what grows with the length of a call, such as the ' +
      'transcript; with `callId` or `hash`, one call comes whole.',
    query: ListParameters,
    responses: {
      200: { description: 'A page of calls.', schema: AnalyticsList, example: EXAMPLE_LIST, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: '/analytics?category=Billing&from=2026-09-01&pageSize=2',
    handle: async ({ req }) => {
      const parameters = readParameters(ListParameters, req.raw.url);
      const hash = parameters.callId === undefined ? parameters.hash : hashOf(parameters.callId, app.digests);
      if (hash !== undefined) {
        refuseOthers(parameters);
        return one(req.raw, [hash], parameters);
      }
      if (parameters.include !== undefined) throw invalid([{ field: 'include', expected: 'expected with one call' }]);
      const page = write(await app.queryAnalytics.execute(toQuery(parameters)));
      return unlessKnown(req.raw, page.tag, (headers) => json(200, page.body(), headers));
    },
  };

  const byHash: Endpoint = {
    method: 'GET',
    path: '/analytics/{hash}',
    operationId: 'getAnalytics',
    tag: 'Analytics',
    summary: 'Read one call, whole',
    description: 'By its hash, or by its call id.',
    pathParameters: CallName,
    query: CallParameters,
    responses: {
      200: { description: 'The call.', schema: AnalyticsList, example: EXAMPLE_CALL_PAGE, headers: ['ETag'] },
      304: NOT_MODIFIED,
    },
    problems: ['invalid-input', 'not-found', ...BACKEND_PROBLEMS],
    exampleTarget: `/analytics/${EXAMPLE_HASH}`,
    handle: ({ req }) =>
      one(req.raw, hashesNamed(req.param('hash') ?? '', app), readParameters(CallParameters, req.raw.url)),
  };
  return [list, byHash];
}

function notFound(): EarshotError {
  return new EarshotError('EARSHOT_NOT_FOUND', 'no call has this hash or call id');
}

function optionsOf(include: NonNullable<Wish['include']>): ReadOptions {
  return { words: include.includes('words'), moderation: include.includes('moderation') };
}

function refuseOthers(parameters: ListParameters): void {
  const { callId, hash, include: _, pageSize: __, ...filters } = parameters;
  const others = callId === undefined ? filters : { ...filters, hash };
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  if (given.length > 0)
    throw invalid(given.map(([field]) => ({ field, expected: 'expected no filter beside callId' })));
}

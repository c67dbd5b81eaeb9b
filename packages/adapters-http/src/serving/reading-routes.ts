import { type CallRecord, DEFAULT_PAGE_SIZE, hashOf, type ReadOptions, toAnalyticsItem } from '@earshot/core';
import { createPageWriter, listOf, stateOf, weakTag } from './analytics-page.js';
import type { ApiRequest } from './api-request.js';
import { json } from './api-response.js';
import { unlessKnown } from './entity-tag.js';
import { type NamedCall, namedBy, noSuchCall, readNamed } from './named-call.js';
import { CallParameters, invalid, ListParameters, readParameters, toQuery } from './parameters.js';
import type { Handler } from './routes.js';
import type { CallReading } from './served-app.js';

type Wish = Pick<ListParameters, 'include'> & { readonly pageSize?: number };

/** A route that reads calls. */
export type ReadingRoute = 'GET /analytics' | 'GET /analytics/{hash}';

/** The routes that read calls. @param version part of every entity tag */
export function readingRoutes(app: CallReading, version: string): Readonly<Record<ReadingRoute, Handler>> {
  const write = createPageWriter(version);

  const one = async (request: ApiRequest, named: NamedCall, { include = [], pageSize = DEFAULT_PAGE_SIZE }: Wish) => {
    const parts = [...new Set(include)].sort();
    const tagOf = (call: CallRecord) => weakTag(`${version} ${parts} ${pageSize} ${stateOf(call)}`);
    const known = await readNamed(app, named);
    return unlessKnown(request, tagOf(known), async (headers) => {
      const record = parts.length === 0 ? known : await app.readCall.execute(known.hash, optionsOf(parts));
      if (record === undefined) throw noSuchCall();
      const item = JSON.stringify(toAnalyticsItem(record));
      const body = listOf([item], { pageSize, nextToken: null, hasMore: false });
      return json(200, body, { ...headers, etag: tagOf(record) });
    });
  };

  const list: Handler = async (request) => {
    const parameters = readParameters(ListParameters, request.url);
    const { callId: alias } = parameters;
    const hash = alias === undefined ? parameters.hash : hashOf(alias, app.digests);
    if (hash !== undefined) {
      refuseOthers(parameters);
      return one(request, { hashes: [hash], alias }, parameters);
    }
    if (parameters.include !== undefined) throw invalid([{ field: 'include', expected: 'expected with one call' }]);
    const found = await app.queryAnalytics.execute(toQuery(parameters));
    const page = write(found);
    const answer = await unlessKnown(request, page.tag, (headers) => json(200, page.body(), headers));
    return { ...answer, damaged: found.damaged };
  };

  const byName: Handler = (request, name) =>
    one(request, namedBy(name, app.digests), readParameters(CallParameters, request.url));

  return { 'GET /analytics': list, 'GET /analytics/{hash}': byName };
}

function optionsOf(include: NonNullable<Wish['include']>): ReadOptions {
  return { words: include.includes('words'), moderation: include.includes('moderation') };
}

function refuseOthers(parameters: ListParameters): void {
  const { callId, hash, include: _, pageSize: __, sort, ...filters } = parameters;
  const order = sort === 'newest' ? undefined : sort;
  const others = { ...filters, sort: order, ...(callId !== undefined && { hash }) };
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  if (given.length > 0)
    throw invalid(given.map(([field]) => ({ field, expected: 'expected no filter beside callId' })));
}

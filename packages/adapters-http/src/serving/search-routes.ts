import { type FoundMoment, iso, type SearchMoments } from '@earshot/core';
import { weakTag } from './analytics-page.js';
import { json } from './api-response.js';
import { unlessKnown } from './entity-tag.js';
import { namedBy, readNamed } from './named-call.js';
import { readParameters, SearchParameters } from './parameters.js';
import type { Handler } from './routes.js';
import type { FoundMomentsItem, MomentItem } from './search-responses.js';
import type { CallReading } from './served-app.js';

/** The routes that search. */
export type SearchRoute = 'GET /search';

/** What the routes that search need besides the search. */
export type SearchedApp = Pick<CallReading, 'readCall' | 'digests' | 'playing'>;

/** The routes that search. @param version part of every entity tag */
export function searchRoutes(
  app: SearchedApp,
  searchMoments: Pick<SearchMoments, 'execute'>,
  version: string,
): Readonly<Record<SearchRoute, Handler>> {
  const search: Handler = async (request) => {
    const { q, from, to, call, ...others } = readParameters(SearchParameters, request.url);
    const hash = call === undefined ? undefined : (await readNamed(app, namedBy(call, app.digests))).hash;
    const found = await searchMoments.execute({ ...others, text: q, fromMs: from, toMs: to, hash });
    const { hits, counted, by, pageSize, nextToken = null } = found;
    const body: FoundMomentsItem = {
      count: hits.length,
      hits: hits.map((hit) => toMomentItem(hit, app.playing !== undefined)),
      ...(counted && { totals: { hits: counted.moments, calls: counted.calls } }),
      by,
      pagination: { pageSize, nextToken, hasMore: nextToken !== null },
    };
    const text = JSON.stringify(body);
    return unlessKnown(request, weakTag(`${version} ${text}`), (headers) => json(200, text, headers));
  };
  return { 'GET /search': search };
}

function toMomentItem(hit: FoundMoment, isPlayed: boolean): MomentItem {
  const { hash, callId, recordedAtMs, moment, snippet, matched, isWordsOnly } = hit;
  const { span, speaker, role, language, source } = moment;
  return {
    hash,
    call_id: callId,
    recorded_at: iso(recordedAtMs),
    ...(span && { start_ms: span.startMs, end_ms: span.endMs }),
    ...(speaker !== undefined && { speaker }),
    ...(role !== undefined && { role }),
    ...(language !== undefined && { language }),
    source,
    snippet: {
      text: snippet.text,
      marks: snippet.marks.map(({ start, end }) => ({ start_character: start, end_character: end })),
    },
    matched: [...matched],
    ...(isWordsOnly && { words_only: true }),
    call_url: `/analytics/${hash}`,
    // A temporal media fragment: players begin there.
    ...(isPlayed && span && { recording_url: `/calls/${hash}/recording#t=${span.startMs / 1_000}` }),
  };
}

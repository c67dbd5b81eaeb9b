import type { CallSums, CallTotals, SummarizeCalls } from '@earshot/core';
import { weakTag } from './analytics-page.js';
import { json } from './api-response.js';
import { unlessKnown } from './entity-tag.js';
import { readParameters, SummaryParameters } from './parameters.js';
import type { SummaryItem } from './responses.js';
import type { Handler } from './routes.js';

/** A route that counts calls. */
export type SummaryRoute = 'GET /calls/summary';

/** The routes that count calls. @param version part of every entity tag */
export function summaryRoutes(
  summarizeCalls: Pick<SummarizeCalls, 'execute'>,
  version: string,
): Readonly<Record<SummaryRoute, Handler>> {
  const summarize: Handler = async (request) => {
    const { from, to, ...others } = readParameters(SummaryParameters, request.url);
    const totals = await summarizeCalls.execute({ ...others, fromMs: from, toMs: to });
    const text = JSON.stringify(itemOf(totals));
    return unlessKnown(request, weakTag(`${version} ${text}`), (headers) => json(200, text, headers));
  };
  return { 'GET /calls/summary': summarize };
}

function itemOf({ facets, days, ...sums }: CallTotals): SummaryItem {
  return {
    ...sumsItem(sums),
    facets,
    ...(days && {
      days: days.map(({ day, sentiment, category, ...ofDay }) => ({ day, ...sumsItem(ofDay), sentiment, category })),
    }),
  } as SummaryItem;
}

function sumsItem({ count, durationMs, withDuration, silenceMs, silenceOfMs }: CallSums) {
  return {
    count,
    duration_ms: durationMs,
    with_duration: withDuration,
    silence_ms: silenceMs,
    silence_of_ms: silenceOfMs,
  };
}

import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { address, linkTo } from '../data/address.ts';
import { callFilters, FILTERS, listQuery, withoutPage } from '../data/call-query.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { lastList } from '../data/neighbors.ts';
import { span } from '../data/text.ts';
import type { Summary } from '../data/totals.ts';
import { CallTable } from '../parts/calls/call-table.tsx';
import { Export } from '../parts/calls/export.tsx';
import { Facets } from '../parts/calls/facets.tsx';
import { Filters } from '../parts/calls/filters.tsx';
import { NoCalls } from '../parts/calls/no-calls.tsx';
import { SavedFilters } from '../parts/calls/saved-filters.tsx';
import { Underway } from '../parts/calls/underway.tsx';
import { Problem } from '../parts/problem.tsx';
import './calls.css';

const PAGE_SIZE = 50;
const NEVER = new Promise<never>(() => {});

/** Every call, with filters and an order that are part of the address. */
export function CallsPage() {
  const { query } = address.value;
  const listed = useLoaded((signal) =>
    earshot.GET('/analytics', { params: { query: listQuery(address.value.query, PAGE_SIZE) }, signal }),
  );
  // Everything else waits for the list, which is what people look at first.
  const isListed = useComputed(() => listed.value.data !== undefined);
  const counted = useLoaded((signal) => {
    const query = callFilters(address.value.query);
    return isListed.value ? earshot.GET('/calls/summary', { params: { query }, signal }) : NEVER;
  });
  const { data, isLoading, problem, reload } = listed.value;
  const { data: totals, isAbsent } = counted.value;
  useEffect(() => {
    if (data === undefined) return;
    const { nextToken } = data.pagination;
    const asked = Object.fromEntries(address.peek().query);
    lastList.value = {
      link: linkTo(['calls'], asked),
      hashes: data.items.map(({ hash }) => hash),
      moreLink: nextToken ? linkTo(['calls'], { ...asked, nextToken }) : undefined,
    };
  }, [data]);
  const next = data?.pagination.nextToken;
  const isFiltered = FILTERS.some((name) => query.get(name));
  return (
    <>
      <h1>Calls</h1>
      {isListed.value && (
        <Underway
          onChange={() => {
            reload();
            counted.peek().reload();
          }}
        />
      )}
      <Filters totals={totals} isLimited={isAbsent} />
      <SavedFilters />
      <Problem text={problem} retry={reload} />
      {data !== undefined && data.items.length > 0 && (
        <div class="list-head">
          <Totals totals={isAbsent ? undefined : totals} />
          <Export />
        </div>
      )}
      <div class="call-list">
        <div>
          {data === undefined ? isLoading && <p class="notice">Loading …</p> : <CallTable calls={data.items} />}
          {data?.items.length === 0 && <NoCalls isFiltered={isFiltered} />}
          <nav class="list-pages" aria-label="Pages of the list">
            {query.get('nextToken') && <a href={linkTo(['calls'], withoutPage(query))}>First calls</a>}
            {typeof next === 'string' && (
              <a href={linkTo(['calls'], { ...withoutPage(query), nextToken: next })}>Further calls</a>
            )}
          </nav>
        </div>
        {totals !== undefined && !isAbsent && totals.count > 0 && <Facets totals={totals} />}
      </div>
    </>
  );
}

const COUNT = new Intl.NumberFormat();

function Totals({ totals }: { readonly totals: Summary | undefined }) {
  if (totals === undefined) return <span />;
  const { count, duration_ms, with_duration } = totals;
  return (
    <p class="list-totals">
      <strong>{COUNT.format(count)}</strong> {count === 1 ? 'call' : 'calls'}
      {with_duration > 0 && (
        <span class="quiet">
          {' '}
          · {span(duration_ms)} in all · {span(duration_ms / with_duration)} on average
        </span>
      )}
    </p>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { address, goTo, linkTo } from '../data/address.ts';
import { agentsOf, type Call, type CallState, gistOf, isUnfinished } from '../data/calls.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { lastList } from '../data/neighbors.ts';
import { startOfDate } from '../data/periods.ts';
import { clock, localTime, STATE_NAMES } from '../data/text.ts';
import { useKeys } from '../parts/keys.tsx';

const PAGE_SIZE = 50;
/** How often calls that are not finished are looked at. */
const LOOK_AGAIN_MS = 3_000;
const FILTERS = ['text', 'category', 'topic', 'state', 'from', 'to'] as const;

/** Every call, newest first, and filters that are part of the address. */
export function CallsPage() {
  const { query } = address.value;
  const loaded = useLoaded((signal) => {
    const asked = Object.fromEntries([...FILTERS, 'nextToken'].map((name) => [name, address.value.query.get(name)]));
    const given = Object.fromEntries(
      Object.entries(asked).flatMap(([name, value]) => (value ? [[name, startOfDate(value)]] : [])),
    );
    return earshot.GET('/analytics', { params: { query: { ...given, pageSize: PAGE_SIZE } }, signal });
  });
  const { data, isLoading, problem, reload } = loaded.value;
  const calls = data?.items ?? [];
  const waits = calls.some(isUnfinished);
  useEffect(() => {
    if (!waits || isLoading) return undefined;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waits, isLoading, reload]);
  useEffect(() => {
    if (data === undefined) return;
    const { nextToken } = data.pagination;
    lastList.value = {
      link: linkTo(['calls'], Object.fromEntries(address.peek().query)),
      hashes: data.items.map(({ hash }) => hash),
      moreLink: nextToken ? linkTo(['calls'], { ...Object.fromEntries(address.peek().query), nextToken }) : undefined,
    };
  }, [data]);
  const isFiltered = FILTERS.some((name) => query.get(name));
  const next = data?.pagination.nextToken;
  return (
    <>
      <h1>Calls</h1>
      <Filters />
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}{' '}
          <button type="button" class="plain" onClick={reload}>
            Try again
          </button>
        </p>
      )}
      {data === undefined ? isLoading && <p class="notice">Loading …</p> : <CallTable calls={calls} />}
      {data !== undefined && calls.length === 0 && <NoCalls isFiltered={isFiltered} />}
      {typeof next === 'string' && (
        <a href={linkTo(['calls'], { ...Object.fromEntries(query), nextToken: next })}>Older calls</a>
      )}
    </>
  );
}

function Filters() {
  const { query } = address.value;
  const change = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    goTo(linkTo(['calls'], given));
  };
  // The key makes the fields follow the address when somebody goes back.
  return (
    <search>
      <form class="filters" onSubmit={change} onChange={change} key={query.toString()}>
        <label>
          Words
          <input type="search" name="text" defaultValue={query.get('text') ?? ''} />
        </label>
        <label>
          Category
          <input name="category" defaultValue={query.get('category') ?? ''} />
        </label>
        <label>
          State
          <select name="state" value={query.get('state') ?? ''}>
            <option value="">Any</option>
            {Object.entries(STATE_NAMES).map(([state, name]) => (
              <option key={state} value={state}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          From
          <input type="date" name="from" defaultValue={query.get('from') ?? ''} />
        </label>
        <label>
          Before
          <input type="date" name="to" defaultValue={query.get('to') ?? ''} />
        </label>
        <button type="submit">Filter</button>
      </form>
    </search>
  );
}

function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  const rows = useRef<HTMLTableSectionElement>(null);
  const move = (by: number) => {
    const links = [...(rows.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link.matches(':focus'));
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  useKeys('Calls', [
    { keys: ['j'], does: 'Next call', run: () => move(1) },
    { keys: ['k'], does: 'Previous call', run: () => move(-1) },
    { keys: ['Enter'], does: 'Open the call' },
  ]);
  return (
    <table class="table" hidden={calls.length === 0}>
      <thead>
        <tr>
          <th>Call</th>
          <th>Recorded</th>
          <th class="number">Length</th>
          <th>State</th>
          <th>About</th>
        </tr>
      </thead>
      <tbody ref={rows}>
        {calls.map((call) => (
          <tr key={call.hash}>
            <td>
              <a class="call-name" href={linkTo(['calls', call.hash])}>
                {call.call_id}
              </a>
              <div class="quiet">{agentsOf(call)}</div>
            </td>
            <td>{localTime(call.recorded_at)}</td>
            <td class="number">{call.media?.duration_ms === undefined ? '' : clock(call.media.duration_ms)}</td>
            <td>
              <State state={call.state} />
            </td>
            <td>
              {call.call_categories.map((category) => (
                <span class="tag" key={category}>
                  {category}
                </span>
              ))}
              {gistOf(call)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ state }: { readonly state: CallState }) {
  return <span class={`state-${state}`}>{STATE_NAMES[state]}</span>;
}

function NoCalls({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <p class="notice">
        No call matches these filters. <a href={linkTo(['calls'])}>See all calls</a>
      </p>
    );
  }
  return (
    <p class="notice">
      No calls yet. Drop recordings into the inbox of the data folder, and they appear here when they are analyzed.
    </p>
  );
}

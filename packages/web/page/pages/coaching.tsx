import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { address, linkTo } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { type Insight, PRIORITY_NAMES, STATUS_NAMES } from '../data/insights.ts';
import { type Loaded, useLoaded } from '../data/loaded.ts';
import { inWords } from '../data/metrics.ts';
import { Facet } from '../parts/facet.tsx';
import { Choice, Day, intoAddress, orAny, Suggested } from '../parts/fields.tsx';
import { InsightCard } from '../parts/insight.tsx';
import { Problem } from '../parts/problem.tsx';
import { AgentPage } from './agent.tsx';
import '../parts/totals.css';
import './coaching.css';

const PAGE_SIZE = 50;
/** How many of the newest insights are counted by agent and category. */
const COUNTED = 100;
/** What totals and counts are of; status and priority narrow the list alone. */
const SCOPE = ['agent', 'category', 'ruleset', 'from', 'to'] as const;
const FILTERS = [...SCOPE, 'status', 'priority'] as const;

/** What coaching found in calls, newest first, or the numbers of one agent. */
export function CoachingPage() {
  const [, what, name] = address.value.path;
  return what === 'agents' && name !== undefined ? <AgentPage key={name} name={name} /> : <Insights />;
}

/** The filters that the address has, as the API takes them. Insights of every ruleset count unless one is named. */
function asked(names: readonly string[]) {
  const { query } = address.value;
  const given = names.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []));
  return { ruleset: '*', ...Object.fromEntries(given) };
}

function Insights() {
  const all = useLoaded((signal) =>
    earshot.GET('/coaching-analytics', { params: { query: { ...asked(SCOPE), pageSize: COUNTED } }, signal }),
  );
  const pending = useLoaded((signal) => {
    const query = { ...asked(SCOPE), status: 'pending' as const, pageSize: 1 };
    return earshot.GET('/coaching-analytics', { params: { query }, signal });
  });
  const listed = useLoaded((signal) => {
    const query = { ...asked([...FILTERS, 'nextToken']), pageSize: PAGE_SIZE };
    return earshot.GET('/coaching-analytics', { params: { query }, signal });
  });
  const recount = () => {
    all.value.reload();
    pending.value.reload();
  };
  if (listed.value.isAbsent) return <CoachingIsOff />;
  return (
    <>
      <h1>Coaching</h1>
      <Totals all={all.value.data} pending={pending.value.data} />
      <Filters insights={all.value.data?.insights ?? []} />
      <Problem text={listed.value.problem} retry={listed.value.reload} />
      <div class="coaching">
        <List {...listed.value} onChange={recount} />
        <Breakdown insights={all.value.data?.insights ?? []} total={all.value.data?.totalInsights ?? 0} />
      </div>
    </>
  );
}

interface Counts {
  readonly totalInsights: number;
  readonly highPriorityInsights: number;
  readonly totalsExact: boolean;
}

/** Totals of the insights that the filters leave, each a link to those. */
function Totals({ all, pending }: { readonly all: Counts | undefined; readonly pending: Counts | undefined }) {
  const { query } = address.value;
  const scope = Object.fromEntries(SCOPE.map((name) => [name, query.get(name) ?? undefined]));
  const tiles = [
    { name: 'Insights', of: all, count: all?.totalInsights, also: {} },
    { name: 'High priority', of: all, count: all?.highPriorityInsights, also: { priority: 'high' } },
    { name: 'To do', of: pending, count: pending?.totalInsights, also: { status: 'pending' } },
    {
      name: 'To do, high priority',
      of: pending,
      count: pending?.highPriorityInsights,
      also: { status: 'pending', priority: 'high' },
    },
  ];
  return (
    <ul class="totals" aria-label="Totals">
      {tiles.map(({ name, of, count, also }) => (
        <li key={name}>
          <a href={linkTo(['coaching'], { ...scope, ...also })}>
            <span class="figure">{count === undefined ? '…' : `${count}${of?.totalsExact ? '' : '+'}`}</span> {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Filters({ insights }: { readonly insights: readonly Insight[] }) {
  const { query } = address.value;
  const agents = useLoaded((signal) => earshot.GET('/agents', { params: { query: { pageSize: 100 } }, signal }));
  const names = (agents.value.data?.agents ?? []).map(({ name }) => name);
  const change = intoAddress('coaching');
  // The key makes the fields follow the address when somebody goes back.
  return (
    <search>
      <form class="filters" onSubmit={change} onChange={change} key={query.toString()}>
        <Suggested name="agent" title="Agent" values={asValues(names)} />
        <Suggested name="category" title="Category" values={asValues(insights.map(({ category }) => category))} />
        <Choice name="status" title="Status" choices={orAny(STATUS_NAMES)} />
        <Choice name="priority" title="Priority" choices={orAny(PRIORITY_NAMES)} />
        <Day name="from" title="From" />
        <Day name="to" title="Before" />
        <button type="submit">Filter</button>
      </form>
    </search>
  );
}

const asValues = (names: readonly string[]) => [...new Set(names)].sort().map((value) => ({ value }));

interface ListProps extends Loaded<{ insights: Insight[]; pagination: { nextToken: string | null } }> {
  readonly onChange: () => void;
}

/** What was decided meanwhile stays in its place, so that it can be undone, until the list is loaded again. */
function List({ data, isLoading, onChange }: ListProps) {
  const changed = useSignal<ReadonlyMap<string, Insight>>(new Map());
  const isFiltered = useComputed(() => FILTERS.some((name) => address.value.query.get(name)));
  useEffect(() => {
    changed.value = new Map();
  }, [data, changed]);
  if (data === undefined) return <p class="notice">{isLoading && 'Loading …'}</p>;
  const { nextToken } = data.pagination;
  if (data.insights.length === 0) return <NoInsights isFiltered={isFiltered.value} />;
  return (
    <section>
      <h2 class="unseen">Insights, newest first</h2>
      {data.insights.map((insight) => (
        <InsightCard
          key={insight.id}
          insight={changed.value.get(insight.id) ?? insight}
          onChange={(next) => {
            changed.value = new Map([...changed.value, [next.id, next]]);
            onChange();
          }}
        />
      ))}
      {nextToken !== null && (
        <a href={linkTo(['coaching'], { ...Object.fromEntries(address.value.query), nextToken })}>Older insights</a>
      )}
    </section>
  );
}

function NoInsights({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <p class="notice">
        No insight matches these filters. <a href={linkTo(['coaching'])}>See all insights</a>
      </p>
    );
  }
  return (
    <p class="notice">
      No insights yet. They appear when a call is completed in which a coaching rule applies: see{' '}
      <a href={linkTo(['calls'])}>the calls</a>.
    </p>
  );
}

function CoachingIsOff() {
  return (
    <>
      <h1>Coaching</h1>
      <p class="notice">
        Coaching is off on this server, so calls have no insights and agents no numbers. On AWS, the setting{' '}
        <code>coaching</code> of the CDK app turns it on.
      </p>
    </>
  );
}

function Breakdown({ insights, total }: { readonly insights: readonly Insight[]; readonly total: number }) {
  if (insights.length === 0) return null;
  const { query } = address.value;
  const given = Object.fromEntries([...query].filter(([name]) => name !== 'nextToken'));
  const values = (field: 'agent' | 'category', fieldOf: (insight: Insight) => string) =>
    counted(insights.map(fieldOf)).map(([value, count]) => {
      const isCurrent = query.get(field) === value;
      const name = field === 'category' ? inWords(value) : value;
      return {
        value: name,
        count,
        isCurrent,
        link: linkTo(['coaching'], { ...given, [field]: isCurrent ? '' : value }),
      };
    });
  const agent = query.get('agent');
  return (
    <aside aria-label="By agent and category">
      {agent && (
        <p>
          <a href={linkTo(['coaching', 'agents', agent])}>{agent}’s numbers week by week</a>
        </p>
      )}
      <Facet title="By agent" values={values('agent', ({ agentName }) => agentName)} />
      <Facet title="By category" values={values('category', ({ category }) => category)} />
      {total > insights.length && <p class="quiet">Of the newest {insights.length} insights.</p>}
    </aside>
  );
}

/** Values with how often they come, the most frequent ones first. */
function counted(values: readonly string[]): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
}

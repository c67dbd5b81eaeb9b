import { address, linkTo } from '../../data/address.ts';
import { FILTERS, LENGTHS, SORTS } from '../../data/call-query.ts';
import { SENTIMENT_NAMES, STATE_NAMES } from '../../data/text.ts';
import type { Summary } from '../../data/totals.ts';
import { Choice, Day, intoAddress, orAny, Suggested } from '../fields.tsx';

/** Filters that are used less, and are shown when somebody asks or one of them is set. */
const LESS_USED = ['topic', 'customer', 'sentiment', 'length'] as const;

interface FiltersProps {
  /** What calls have, to choose from. */
  readonly totals: Summary | undefined;
  /** Whether the server finds no words and knows one order alone. */
  readonly isLimited: boolean;
}

/** The filters of the list, as the address has them. */
export function Filters({ totals, isLimited }: FiltersProps) {
  const { query } = address.value;
  const change = intoAddress('calls');
  const { category = [], topic = [], agent = [] } = totals?.facets ?? {};
  const isFiltered = FILTERS.some((name) => query.get(name));
  // The key makes the fields follow the address when somebody goes back.
  return (
    <search>
      <form onSubmit={change} onChange={change} key={query.toString()}>
        <div class="filters">
          {!isLimited && (
            <label>
              Words
              <input type="search" name="text" defaultValue={query.get('text') ?? ''} />
            </label>
          )}
          <Suggested name="category" title="Category" values={category} />
          <Suggested name="agent" title="Agent" values={agent} />
          <Choice name="state" title="State" choices={orAny(STATE_NAMES)} />
          <Day name="from" title="From" />
          <Day name="to" title="Before" />
          {!isLimited && <Choice name="sort" title="Order" choices={ORDERS} />}
          <button type="submit">Filter</button>
          {isFiltered && (
            <a class="clear-filters" href={linkTo(['calls'])}>
              Clear
            </a>
          )}
        </div>
        <details class="less-used" open={LESS_USED.some((name) => query.get(name))}>
          <summary>More filters</summary>
          <div class="filters">
            <Suggested name="topic" title="Topic" values={topic} />
            <Suggested name="customer" title="Customer" values={[]} />
            <Choice name="sentiment" title="Sentiment" choices={orAny(SENTIMENT_NAMES)} />
            <Choice name="length" title="Length" choices={orAny(LENGTHS)} />
          </div>
        </details>
      </form>
    </search>
  );
}

/** The first order is the default. */
const ORDERS = Object.entries(SORTS).map(([name, title], at) => [at === 0 ? '' : name, title] as const);

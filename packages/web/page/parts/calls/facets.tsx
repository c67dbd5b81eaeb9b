import { address, linkTo } from '../../data/address.ts';
import { withoutPage } from '../../data/call-query.ts';
import { SENTIMENT_NAMES, STATE_NAMES } from '../../data/text.ts';
import type { Summary } from '../../data/totals.ts';
import { Facet } from '../facet.tsx';

const FACETS = {
  category: { title: 'Categories', names: {} },
  topic: { title: 'Topics', names: {} },
  agent: { title: 'Agents', names: {} },
  sentiment: { title: 'Sentiment', names: SENTIMENT_NAMES },
  state: { title: 'State', names: STATE_NAMES },
} as const satisfies Readonly<
  Record<keyof Summary['facets'], { readonly title: string; readonly names: Readonly<Record<string, string>> }>
>;
const SHOWN = 8;

/** What the calls of the list have, and how many of them, as links that narrow it. */
export function Facets({ totals }: { readonly totals: Summary }) {
  const { query } = address.value;
  return (
    <aside class="call-facets" aria-label="What these calls have">
      {(Object.keys(FACETS) as (keyof typeof FACETS)[]).map((name) => {
        const { title, names } = FACETS[name];
        const values = totals.facets[name].slice(0, SHOWN).map(({ value, count }) => {
          const isCurrent = query.get(name)?.toLowerCase() === value.toLowerCase();
          const link = linkTo(['calls'], { ...withoutPage(query), [name]: isCurrent ? '' : value });
          return { value: (names as Readonly<Record<string, string>>)[value] ?? value, count, link, isCurrent };
        });
        return <Facet key={name} title={title} values={values} />;
      })}
    </aside>
  );
}

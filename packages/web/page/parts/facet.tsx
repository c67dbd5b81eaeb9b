import './facet.css';

/** One value that a list can be narrowed to. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
  /** Where the list has only what has the value; for the current one, where it has all. */
  readonly link: string;
  readonly isCurrent: boolean;
}

/** How many of a list have which value, as links that narrow it. Names break where they must. */
export function Facet({ title, values }: { readonly title: string; readonly values: readonly FacetValue[] }) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  if (values.length === 0) return null;
  return (
    <section class="facet">
      <h2>{title}</h2>
      <ul>
        {values.map(({ value, count, link, isCurrent }) => (
          <li key={value}>
            <a href={link} aria-current={isCurrent ? 'true' : undefined}>
              {value}
            </a>
            <span class="count">{count}</span>
            <span class="amount" style={{ width: `${(count / most) * 100}%` }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

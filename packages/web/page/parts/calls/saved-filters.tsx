import { signal } from '@preact/signals';
import { address, linkTo } from '../../data/address.ts';
import { withoutPage } from '../../data/call-query.ts';
import { keep, kept } from '../../data/preferences.ts';

/** Filters and order of a list, by the name that the person gave them. */
interface SavedFilter {
  readonly name: string;
  /** As the address has them. */
  readonly query: string;
}

const saved = signal<readonly SavedFilter[]>(restored());

function restored(): SavedFilter[] {
  try {
    return JSON.parse(kept('filters') ?? '[]') as SavedFilter[];
  } catch {
    return [];
  }
}

function change(filters: readonly SavedFilter[]): void {
  saved.value = filters;
  keep('filters', filters.length === 0 ? undefined : JSON.stringify(filters));
}

/** Filters that the person uses again and again, kept in this browser. */
export function SavedFilters() {
  const query = new URLSearchParams(withoutPage(address.value.query)).toString();
  const isSaved = saved.value.some((each) => each.query === query);
  if (saved.value.length === 0 && query === '') return null;
  return (
    <div class="saved-filters">
      {saved.value.map((each) => (
        <span class="saved-filter" key={each.name}>
          <a
            href={linkTo(['calls'], Object.fromEntries(new URLSearchParams(each.query)))}
            aria-current={each.query === query ? 'true' : undefined}
          >
            {each.name}
          </a>
          <button
            type="button"
            class="plain"
            aria-label={`Forget ${each.name}`}
            onClick={() => change(saved.value.filter((other) => other !== each))}
          >
            ×
          </button>
        </span>
      ))}
      {query !== '' && !isSaved && (
        <details>
          <summary>Save these filters</summary>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const name = String(new FormData(event.currentTarget).get('name')).trim();
              if (name !== '') change([...saved.value.filter((each) => each.name !== name), { name, query }]);
            }}
          >
            <input name="name" aria-label="Name of the filters" placeholder="Name" required maxLength={60} />
            <button type="submit">Save</button>
          </form>
        </details>
      )}
    </div>
  );
}

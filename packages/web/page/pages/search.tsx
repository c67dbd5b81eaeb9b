import type { components } from '@earshot/client';
import { useComputed } from '@preact/signals';
import { address, goTo, linkTo } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { useLoaded } from '../data/loaded.ts';
import { clock, localTime } from '../data/text.ts';
import { Marked } from '../parts/marked.tsx';
import { Problem } from '../parts/problem.tsx';

type Moment = components['schemas']['FoundMoment'];

/** Finds moments in all calls. The words are part of the address. */
export function SearchPage() {
  const words = address.value.query.get('q') ?? '';
  return (
    <>
      <h1>Search</h1>
      <search>
        <form
          class="filters"
          key={words}
          onSubmit={(event) => {
            event.preventDefault();
            goTo(linkTo(['search'], { q: String(new FormData(event.currentTarget).get('q')) }));
          }}
        >
          <label>
            What was said, or what it was about
            <input type="search" name="q" defaultValue={words} />
          </label>
          <button type="submit">Search</button>
        </form>
      </search>
      {words !== '' && <Found key={words} words={words} />}
    </>
  );
}

function Found({ words }: { readonly words: string }) {
  const nextToken = useComputed(() => address.value.query.get('nextToken') ?? undefined);
  const loaded = useLoaded((signal) => {
    const page = nextToken.value === undefined ? {} : { nextToken: nextToken.value };
    return earshot.GET('/search', { params: { query: { q: words, ...page } }, signal });
  });
  const { data, isLoading, problem, reload } = loaded.value;
  if (problem !== undefined) return <Problem text={problem} retry={reload} />;
  if (data === undefined) return <p class="notice">{isLoading && 'Searching …'}</p>;
  const next = data.pagination.nextToken;
  const hashes = [...new Set(data.hits.map(({ hash }) => hash))];
  const calls = hashes.map((hash) => [hash, data.hits.filter((hit) => hit.hash === hash)] as const);
  return (
    <>
      {data.hits.length === 0 && <p class="notice">Nothing is found.</p>}
      {calls.map(([hash, moments]) => (
        <section key={hash}>
          <h2 class="call-name">
            <a href={linkTo(['calls', hash])}>{moments[0]?.call_id}</a>
          </h2>
          <p class="quiet">{localTime(moments[0]?.recorded_at ?? '')}</p>
          <ul>
            {moments.map((moment, at) => (
              <Hit key={at} moment={moment} />
            ))}
          </ul>
        </section>
      ))}
      {next !== null && <a href={linkTo(['search'], { q: words, nextToken: next })}>More</a>}
    </>
  );
}

function Hit({ moment: { hash, start_ms, snippet } }: { readonly moment: Moment }) {
  const t = start_ms === undefined ? undefined : String(start_ms / 1_000);
  const marks = snippet.marks.map((mark) => ({
    start: mark.start_character,
    end: mark.end_character,
    kind: 'found' as const,
  }));
  return (
    <li>
      <a href={linkTo(['calls', hash], { t })}>{start_ms === undefined ? 'Call' : clock(start_ms)}</a>{' '}
      <Marked text={snippet.text} marks={marks} />
    </li>
  );
}

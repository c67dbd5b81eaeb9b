import { useEffect } from 'preact/hooks';
import { goTo, linkTo } from '../../data/address.ts';
import { type Call, gistOf, isUnfinished } from '../../data/calls.ts';
import { lastList, listNewest } from '../../data/neighbors.ts';
import { useKeys } from '../keys.tsx';
import { Failure, Progress } from './progress.tsx';

/** The way back to the list, and to the calls before and after this one in it. */
export function Neighbors({ hash }: { readonly hash: string }) {
  const list = lastList.value;
  useEffect(() => {
    if (list === undefined) listNewest().catch(() => undefined);
  }, [list]);
  const { link = linkTo(['calls']), hashes = [], moreLink } = list ?? {};
  const at = hashes.indexOf(hash);
  const linkAt = (index: number) => hashes[index] && linkTo(['calls', hashes[index]]);
  const [before, after] = at < 0 ? [] : [linkAt(at - 1), linkAt(at + 1) ?? moreLink];
  useKeys('Calls', [
    { keys: ['j'], does: 'Next call', run: () => after && goTo(after) },
    { keys: ['k'], does: 'Previous call', run: () => before && goTo(before) },
  ]);
  return (
    <nav class="neighbors" aria-label="Calls">
      <a href={link}>All calls</a>
      {before && <a href={before}>Previous</a>}
      {after && <a href={after}>Next</a>}
      {at >= 0 && (
        <span class="quiet">
          {at + 1} of {hashes.length}
          {moreLink && '+'}
        </span>
      )}
    </nav>
  );
}

/** What a call is, in a few lines, and what a person should know before relying on it. */
export function CallHeader({ call, onRetry }: { readonly call: Call; readonly onRetry: () => void }) {
  const gist = gistOf(call);
  const warnings = (call.findings ?? []).filter(({ kind }) => kind === 'warning');
  return (
    <header>
      <h1 class="call-name">{call.call_id}</h1>
      {call.state === 'failed' ? (
        <Failure call={call} onRetry={onRetry} />
      ) : call.understood === false ? (
        <p class="problem">This call wasn’t understood. {gist} You can still play it.</p>
      ) : (
        gist !== '' && (
          <p class="gist" dir="auto">
            {gist}
          </p>
        )
      )}
      {isUnfinished(call) && <Progress call={call} />}
      {warnings.map(({ value, explanation }) => (
        <p key={value} class="warning">
          {explanation ?? value}
        </p>
      ))}
      <p class="tags">
        {call.call_categories.map((category) => (
          <a key={category} class="tag category" href={linkTo(['calls'], { category })}>
            {category}
          </a>
        ))}
        {call.topics.map((topic) => (
          <a key={topic} class="tag" href={linkTo(['calls'], { topic })}>
            {topic}
          </a>
        ))}
      </p>
    </header>
  );
}

import type { Call } from '../../data/calls.ts';
import type { Playback } from '../../data/playback.ts';
import { Moment } from '../moment.tsx';
import { useTopics } from './timeline.tsx';

interface TopicsProps {
  readonly call: Call;
  readonly playback: Playback;
}

/** What a call is about, one thing after the other, numbered as on the timeline. */
export function Topics({ call, playback }: TopicsProps) {
  const { topics, current } = useTopics(call, playback.positionMs);
  if (topics.length === 0) return null;
  return (
    <section>
      <h2>{call.media?.kind === 'video' ? 'Chapters' : 'Topics'}</h2>
      <ol class="topics">
        {topics.map(({ number, summary, start_ms }) => (
          <li key={number} class={current.value === number ? 'current' : undefined}>
            <span class="quiet">{number}.</span> <span dir="auto">{summary}</span>{' '}
            {start_ms !== undefined && <Moment hash={call.hash} startMs={start_ms} playAt={playback.playAt} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Texts that can be seen in a video. */
export function ScreenTexts({ call: { hash, screen_texts = [] }, playback }: TopicsProps) {
  if (screen_texts.length === 0) return null;
  return (
    <section>
      <h2>On screen</h2>
      <ul class="mentions">
        {screen_texts.map(({ text, start_ms }) => (
          <li key={`${start_ms} ${text}`}>
            <Moment hash={hash} startMs={start_ms} playAt={playback.playAt} /> <span dir="auto">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Names, numbers and other things that are mentioned, by type. */
export function Entities({ call: { hash, entities = [], segments = [] }, playback }: TopicsProps) {
  const types = [...new Set(entities.map(({ type }) => type))];
  if (types.length === 0) return null;
  return (
    <details>
      <summary>Mentioned ({entities.length})</summary>
      {types.map((type) => (
        <section key={type}>
          <h3>{type.toLowerCase().replaceAll('_', ' ')}</h3>
          <ul class="mentions">
            {entities
              .filter((entity) => entity.type === type)
              .map(({ text, segment_index, start_ms }, at) => {
                const startMs = start_ms ?? segments.find(({ index }) => index === segment_index)?.start_ms;
                return (
                  <li key={`${at} ${text}`}>
                    {startMs !== undefined && <Moment hash={hash} startMs={startMs} playAt={playback.playAt} />}{' '}
                    <span dir="auto">{text}</span>
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </details>
  );
}

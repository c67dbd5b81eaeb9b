import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { linkTo } from '../../data/address.ts';
import type { Call } from '../../data/calls.ts';
import type { Playback } from '../../data/playback.ts';
import { startedAt } from '../../data/spans.ts';
import { labelOf, type Segment, type Speaker, speakersOf } from '../../data/speakers.ts';
import { clock } from '../../data/text.ts';
import { type SpokenWords, useWords } from '../../data/words.ts';
import { useKeys } from '../keys.tsx';
import { findMarks, type Mark, Marked } from '../marked.tsx';

/** Segments that come into the document, and leave it, together. */
const CHUNK = 50;
/** Of a segment that was not in the document yet. */
const GUESSED_HEIGHT_PX = 60;
/** Media elements may start a little before the time that was asked for. */
const TOLERANCE_MS = 50;

const SCROLL_KEYS: ReadonlySet<string> = new Set(['Tab', 'PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

interface Shown {
  readonly hash: string;
  readonly speakers: ReadonlyMap<string, Speaker>;
  readonly personal: ReadonlyMap<number, readonly Mark[]>;
  /** What somebody looks for. */
  readonly sought: string;
  /** How many segments are shown. */
  readonly count: number;
  readonly nowMs: ReadonlySignal<number>;
  readonly words: ReadonlySignal<SpokenWords>;
  readonly current: ReadonlySignal<number>;
  readonly playAt: (ms: number) => void;
}

/** What was said, turn by turn. The segment that plays is highlighted, and followed until somebody scrolls. */
export function Transcript({ call, playback }: { readonly call: Call; readonly playback: Playback }) {
  const segments = call.segments ?? [];
  const nowMs = useComputed(() => playback.positionMs.value + TOLERANCE_MS);
  const speakers = useMemo(() => speakersOf(call), [call]);
  const personal = useMemo(() => personalMarks(call), [call]);
  const [sought, setSought] = useState('');
  const [label, setLabel] = useState('');
  const [foundAt, setFoundAt] = useState(-1);
  const pane = useRef<HTMLOListElement>(null);
  const finder = useRef<HTMLInputElement>(null);
  useKeys('Transcript', [{ keys: ['/'], does: 'Find in this call', run: () => finder.current?.focus() }]);
  const follows = useSignal(true);
  const target = useSignal(-1);
  const words = useWords(call.hash, playback.isPlaying);
  const current = useComputed(() => segments[startedAt(segments, nowMs.value)]?.index ?? -1);
  const shown = segments.filter((segment) => label === '' || labelOf(segment) === label);
  const found = sought === '' ? [] : shown.filter(({ text }) => findMarks(text, sought).length > 0);
  useSignalEffect(() => {
    if (follows.value) target.value = current.value;
  });
  const goToFound = (at: number) => {
    const segment = found[(at + found.length) % found.length];
    if (segment === undefined) return;
    setFoundAt((at + found.length) % found.length);
    follows.value = false;
    target.value = segment.index;
  };
  const playAt = (ms: number) => {
    follows.value = true;
    playback.playAt(ms);
  };
  const stopFollowing = () => {
    follows.value = false;
  };
  const chunks = Array.from({ length: Math.ceil(shown.length / CHUNK) }, (_, at) =>
    shown.slice(at * CHUNK, (at + 1) * CHUNK),
  );
  return (
    <section class="transcript" aria-label="Transcript">
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault();
          goToFound(foundAt + 1);
        }}
      >
        <label>
          Find in this call
          <input
            ref={finder}
            type="search"
            value={sought}
            onInput={(event) => {
              setSought(event.currentTarget.value);
              setFoundAt(-1);
            }}
          />
        </label>
        <label>
          Speaker
          <select value={label} onChange={(event) => setLabel(event.currentTarget.value)}>
            <option value="">Everybody</option>
            {[...speakers.values()].map((speaker) => (
              <option key={speaker.label} value={speaker.label}>
                {speaker.title}
              </option>
            ))}
          </select>
        </label>
        {sought !== '' && (
          <span class="found">
            <span role="status">{foundAt < 0 ? `${found.length} found` : `${foundAt + 1} of ${found.length}`}</span>
            <button type="button" aria-label="Previous" onClick={() => goToFound(foundAt < 0 ? -1 : foundAt - 1)}>
              ↑
            </button>
            <button type="submit" aria-label="Next">
              ↓
            </button>
          </span>
        )}
        {!follows.value && (
          <button
            type="button"
            class="plain"
            onClick={() => {
              follows.value = true;
            }}
          >
            Follow the recording
          </button>
        )}
      </form>
      <ol
        ref={pane}
        class="segments"
        onWheel={stopFollowing}
        onTouchMove={stopFollowing}
        // Of the scroll bar: rows are inside.
        onPointerDown={(event) => event.target === event.currentTarget && stopFollowing()}
        onKeyDown={({ key }) => SCROLL_KEYS.has(key) && stopFollowing()}
      >
        {chunks.map((chunk, number) => (
          <Chunk
            key={`${label} ${chunk[0]?.index}`}
            segments={chunk}
            first={number * CHUNK}
            isAlwaysShown={chunks.length <= 500 / CHUNK}
            target={target}
            view={{ hash: call.hash, count: shown.length, speakers, personal, sought, current, nowMs, words, playAt }}
          />
        ))}
      </ol>
    </section>
  );
}

interface ChunkProps {
  readonly segments: readonly Segment[];
  /** How many come before it. */
  readonly first: number;
  readonly isAlwaysShown: boolean;
  readonly target: ReadonlySignal<number>;
  readonly view: Shown;
}

/** Segments that are in the document only while they are near the part of the transcript that can be seen. */
function Chunk({ segments, first, isAlwaysShown, target, view }: ChunkProps) {
  const item = useRef<HTMLLIElement>(null);
  const heightPx = useRef(segments.length * GUESSED_HEIGHT_PX);
  const [isNear, setNear] = useState(isAlwaysShown);
  useEffect(() => {
    const element = item.current;
    if (isAlwaysShown || element === null) return undefined;
    const near = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        if (!entry.isIntersecting && element.childElementCount > 0) heightPx.current = entry.boundingClientRect.height;
        setNear(entry.isIntersecting);
      },
      { root: element.parentElement, rootMargin: '600px' },
    );
    near.observe(element);
    return () => near.disconnect();
  }, [isAlwaysShown]);
  const wanted = useComputed(() => (segments.some(({ index }) => index === target.value) ? target.value : -1)).value;
  const isShown = isNear || wanted >= 0;
  useEffect(() => {
    const row = item.current?.querySelector(`[data-index="${wanted}"]`);
    const pane = item.current?.parentElement;
    if (wanted < 0 || !row || !pane) return;
    // Moves the pane alone: the page stays where it is.
    const [seen, at] = [pane.getBoundingClientRect(), row.getBoundingClientRect()];
    if (at.top >= seen.top && at.bottom <= seen.bottom) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const isFar = Math.abs(at.top - seen.top) > seen.height * 2;
    pane.scrollBy({ top: at.top - seen.top - seen.height / 4, behavior: isCalm || isFar ? 'instant' : 'smooth' });
  }, [wanted]);
  return (
    <li ref={item} style={isShown ? { height: '' } : { height: `${heightPx.current}px` }}>
      {isShown && (
        <ol>
          {segments.map((segment, at) => (
            <Row key={segment.index} segment={segment} before={segments[at - 1]} at={first + at} view={view} />
          ))}
        </ol>
      )}
    </li>
  );
}

interface RowProps {
  readonly segment: Segment;
  readonly before: Segment | undefined;
  /** Among those that are shown, from 0. */
  readonly at: number;
  readonly view: Shown;
}

function Row({ segment, before, at, view }: RowProps) {
  const { hash, speakers, personal, sought, current, nowMs, words, playAt } = view;
  const { index, start_ms, text, sentiment } = segment;
  const speaker = speakers.get(labelOf(segment));
  const playing = useComputed(() => (current.value === index ? 'true' : undefined));
  // Nobody but the current segment looks at the time.
  const spoken = useComputed(() => {
    const own = current.value === index ? (words.value.get(index) ?? []) : [];
    return own.length === 0 ? undefined : own[startedAt(own, nowMs.value)];
  });
  const marks: Mark[] = [...(personal.get(index) ?? []), ...findMarks(text, sought)];
  if (spoken.value !== undefined) marks.push({ ...spoken.value, kind: 'spoken' });
  const isNewTurn = before === undefined || labelOf(before) !== labelOf(segment);
  return (
    <li class={`segment role-${speaker?.role}`} data-index={index} aria-setsize={view.count} aria-posinset={at + 1}>
      {isNewTurn && (
        <p class="who">
          {speaker?.title}
          {speaker?.isEstimated && <span class="quiet"> (estimated)</span>}
        </p>
      )}
      <a
        href={linkTo(['calls', hash], { t: String(start_ms / 1_000) })}
        aria-current={playing}
        draggable={false}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          playAt(start_ms);
        }}
      >
        <span class="time">{clock(start_ms)}</span>
        <span class="said" dir="auto">
          <Marked text={text} marks={marks} />
          {segment.understood === false && <span class="quiet"> (unclear)</span>}
        </span>
        {sentiment !== undefined && sentiment.label !== 'neutral' && (
          <span class={`sentiment sentiment-${sentiment.label}`}>{sentiment.label}</span>
        )}
      </a>
    </li>
  );
}

function personalMarks({ sensitive_data = [] }: Call): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const { segment_index, start_character, end_character, entity_type } of sensitive_data) {
    if (segment_index === undefined || start_character === undefined || end_character === undefined) continue;
    const mark: Mark = {
      start: start_character,
      end: end_character,
      kind: 'personal',
      title: `Personal data: ${entity_type.toLowerCase().replaceAll('_', ' ')}`,
    };
    marks.set(segment_index, [...(marks.get(segment_index) ?? []), mark]);
  }
  return marks;
}

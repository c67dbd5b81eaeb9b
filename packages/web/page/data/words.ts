import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { earshot } from './client.ts';
import type { Segment } from './speakers.ts';

/** A word of a segment: when it is said, and where it is in the segment's text. */
export interface SpokenWord {
  readonly start_ms: number;
  readonly start: number;
  readonly end: number;
}

/** The words of each segment, by its index. */
export type SpokenWords = ReadonlyMap<number, readonly SpokenWord[]>;

/**
 * Loads the words of a call when they are wanted for the first time: they are many, and the server reads result documents for
 * them. A call without words has none here, and nothing else happens.
 */
export function useWords(hash: string, isWanted: ReadonlySignal<boolean>): ReadonlySignal<SpokenWords> {
  const state = useMemo(() => ({ words: signal<SpokenWords>(new Map()), isAsked: false }), [hash]);
  useSignalEffect(() => {
    if (!isWanted.value || state.isAsked) return;
    state.isAsked = true;
    earshot.GET('/analytics/{hash}', { params: { path: { hash }, query: { include: ['words'] } } }).then(
      ({ data }) => {
        state.words.value = new Map(data?.items[0]?.segments?.map((each) => [each.index, placeWords(each)]));
      },
      () => {
        state.isAsked = false;
      },
    );
  });
  return state.words;
}

/** Finds each word in the text of its segment. Words without a time, or that the text writes otherwise, are left out. */
function placeWords({ text, words = [] }: Segment): readonly SpokenWord[] {
  const placed: SpokenWord[] = [];
  let end = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, end);
    if (start < 0 || word.start_ms === undefined) continue;
    end = start + word.text.length;
    placed.push({ start_ms: word.start_ms, start, end });
  }
  return placed;
}

/** Somebody speaks, from `start` to before `end`. */
interface SpokenTime {
  readonly speaker: number;
  readonly start: number;
  readonly end: number;
}

/** How often the wrong speaker was given, of the times in which it is clear who speaks. */
export interface SpeakerConfusion {
  readonly wrong: number;
  readonly counted: number;
}

/**
 * Compares who was found to speak with who does, where exactly one does and somebody was found to. A found speaker counts as
 * the one that he agrees with most; found speakers beyond those that there are, count as wrong.
 */
export function speakerConfusion(
  known: readonly SpokenTime[],
  found: readonly SpokenTime[],
  length: number,
): SpeakerConfusion {
  const shared = new Map<number, Map<number, number>>();
  let counted = 0;
  for (let at = 0; at < length; at++) {
    const [speaker, ...others] = known.filter(({ start, end }) => start <= at && at < end);
    const heard = found.find(({ start, end }) => start <= at && at < end);
    if (speaker === undefined || others.length > 0 || heard === undefined) continue;
    counted++;
    const row = shared.get(heard.speaker) ?? new Map<number, number>();
    shared.set(heard.speaker, row.set(speaker.speaker, (row.get(speaker.speaker) ?? 0) + 1));
  }
  return { wrong: counted - mostAgreed([...shared.values()], new Set()), counted };
}

/** What agrees in the best of all ways to pair found speakers with known ones. */
function mostAgreed(rows: readonly ReadonlyMap<number, number>[], taken: ReadonlySet<number>): number {
  const [row, ...rest] = rows;
  if (row === undefined) return 0;
  let most = mostAgreed(rest, taken);
  for (const [speaker, count] of row) {
    if (!taken.has(speaker)) most = Math.max(most, count + mostAgreed(rest, new Set([...taken, speaker])));
  }
  return most;
}

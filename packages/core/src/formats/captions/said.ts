import type { TranscriptSegment, Word } from '../../model/analysis.js';
import type { Cue } from './cues.js';
import { type Named, namesIn, speakersAmong } from './names.js';
import { type Run, runsIn, timedPartsIn } from './payload.js';
import { clockMs } from './timing.js';

export interface Said extends Pick<TranscriptSegment, 'text' | 'speaker' | 'confidence' | 'words'> {
  startMs?: number;
  endMs?: number;
}

/** What the cues of a file say, in their order, and how many of these go on what the speaker before says. */
export function saidIn(cues: readonly Cue[], words = false): { readonly said: Said[]; readonly continued: number } {
  const runs = cues.flatMap((cue) => runsIn(cue.lines).map((run) => ({ cue, run })));
  const named = namesIn(runs.map(({ run }) => (run.isTagged ? undefined : run)));
  const isNamed = runs.some(({ run }, at) => run.isTagged || named[at]?.speaker !== undefined);
  const ids = isNamed ? new Set() : speakersAmong(cues.map(({ id }) => id));
  const said = runs.map(({ cue: { startMs, endMs, confidence, id }, run }, at): Said => {
    const { speaker, text }: Named = run.isTagged ? { speaker: run.voice, text: run.text } : (named[at] ?? run);
    const one: Said = { text };
    if (startMs !== undefined && endMs !== undefined) Object.assign(one, { startMs, endMs });
    if (speaker !== undefined) one.speaker = speaker;
    else if (id !== undefined && ids.has(id)) one.speaker = id;
    if (confidence !== undefined) one.confidence = confidence;
    const timed = words ? wordsIn(run, text) : [];
    if (timed.length > 0) one.words = timed;
    return one;
  });
  return { said, continued: named.filter(({ isContinued }) => isContinued).length };
}

/** The words of a run with times within: what follows a time begins at it. When words end, nothing says. */
function wordsIn({ raw, text: whole }: Run, text: string): Word[] {
  if (whole !== text) return [];
  return timedPartsIn(raw).flatMap(({ time, text: part }) => {
    const startMs = time === undefined ? undefined : clockMs(time);
    const [first, ...others] = part.split(' ').filter((word) => word !== '');
    if (first === undefined) return [];
    const timed: Word = startMs === undefined ? { text: first } : { text: first, startMs };
    return [timed, ...others.map((word): Word => ({ text: word }))];
  });
}

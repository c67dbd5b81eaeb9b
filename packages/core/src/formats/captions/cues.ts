import { type CueTimes, timesIn } from './timing.js';

/** One caption: the times at which it is shown, and its lines as they are written. */
export interface Cue extends CueTimes {
  /** What is written above the times: a number as a rule. */
  readonly id?: string | undefined;
  /** How likely it was recognized correctly, where a note before it says so. */
  readonly confidence?: number | undefined;
  /** Without those that are blank. */
  readonly lines: readonly string[];
}

export interface Captions {
  /** The lines in front of the first cue that time nothing, without blank ones. */
  readonly header: readonly string[];
  /** The texts of the notes of WebVTT. */
  readonly notes: readonly string[];
  readonly cues: readonly Cue[];
}

interface OpenCue extends Cue {
  readonly lines: string[];
}

const BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
const CONFIDENCE = /^confidence:\s*([01](?:\.\d+)?)$/i;

/**
 * Reads captions line by line. A cue ends where the next one is timed, so that blank lines in it, or none after it, do no harm.
 * @param hasBlocks whether there are notes, styles and regions, as in WebVTT
 */
export function captionsIn(text: string, hasBlocks: boolean): Captions {
  const lines = text.split(/\r\n|\r|\n/);
  const header: string[] = [];
  const notes: string[] = [];
  const cues: OpenCue[] = [];
  let confidence: number | undefined;
  let isAfterBlank = true;
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    const times = timesIn(line);
    const body = cues.at(-1)?.lines ?? header;
    if (times !== undefined) {
      cues.push({ ...times, id: takeId(body, cues.length === 0), confidence, lines: [] });
      confidence = undefined;
    } else if (hasBlocks && isAfterBlank && BLOCK.test(line)) {
      const end = endOfBlock(lines, at);
      const note = lines.slice(at, end).join('\n').trim();
      const [, stated] = CONFIDENCE.exec(note.slice(4).trim()) ?? [];
      if (stated !== undefined && Number(stated) <= 1) confidence = Number(stated);
      else if (note.startsWith('NOTE') && note !== 'NOTE') notes.push(note.slice(4).trim());
      at = end - 1;
    } else body.push(line);
    isAfterBlank = line === '';
  }
  const isText = (line: string) => line !== '';
  return {
    header: header.filter(isText),
    notes,
    cues: cues.map((cue) => ({ ...cue, lines: cue.lines.filter(isText) })),
  };
}

/** A block ends at a blank line, or where a cue is timed. */
function endOfBlock(lines: readonly string[], start: number): number {
  let end = start + 1;
  while (end < lines.length && lines[end]?.trim() !== '' && timesIn(lines[end] ?? '') === undefined) end++;
  return end;
}

/** Takes the id of the next cue from the lines before its times: what follows a blank line, or a number at the end. */
function takeId(body: string[], isFirst: boolean): string | undefined {
  const [before, last] = [body.at(-2), body.at(-1)];
  if (last === undefined) return undefined;
  const isNumber = /^\d+$/.test(last);
  const isApart = before === undefined ? isFirst : before === '';
  if (last !== '') return isApart || (isNumber && before !== undefined) ? body.pop() : undefined;
  // A number may have a blank line below it, too.
  const isCounter =
    before !== undefined && /^\d+$/.test(before) && (body.at(-3) === '' || (isFirst && body.length === 2));
  return isCounter ? body.splice(-2)[0] : undefined;
}

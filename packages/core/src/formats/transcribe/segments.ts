import type { SensitiveDataFinding, TranscriptSegment } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { type OrderedTranscript, toTranscript } from '../imported-transcript.js';
import { nextWordAt } from '../look-up.js';
import { masksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import { textAlone } from '../text-alone.js';
import { withTimes } from '../with-times.js';
import type { Item } from './items.js';
import type { Turn } from './turns.js';

/** The transcript that turns make, and how their words are marked. */
export interface ReadSegments extends Pick<OrderedTranscript, 'transcript'> {
  readonly findings: Finding[];
  readonly sensitiveData: SensitiveDataFinding[];
}

/** @param whole the transcript as one text, which is all that some documents have */
export function segmentsOf(turns: readonly Turn[], whole: string, options: ReadOptions): ReadSegments {
  const space = isSpaced(turns, whole) ? ' ' : '';
  const said = turns.flatMap((turn) => {
    const { items, text = joined(items, space) } = turn;
    if (text === '') return [];
    const startMs = turn.startMs ?? items.find(isTimed)?.word.startMs;
    return [{ ...turn, text, startMs, endMs: turn.endMs ?? items.findLast(isTimed)?.word.endMs }];
  });
  if (said.length === 0) {
    const { transcript, findings } = textAlone(whole);
    return { transcript, findings: [...findings], sensitiveData: transcript.segments.flatMap(masksIn) };
  }
  const { timed, findings: untimed } = withTimes(said);
  const segments = timed.map(({ items, text, startMs, endMs, speaker, channel, language }) => {
    const segment: Omit<TranscriptSegment, 'index'> = { startMs, endMs, text };
    if (speaker !== undefined) segment.speaker = speaker;
    if (channel !== undefined) segment.channel = channel;
    if (language !== undefined) segment.language = language;
    if (options.words && items.length > 0) segment.words = items.map(({ word }) => word);
    return segment;
  });
  const { transcript, positions, findings } = toTranscript(segments);
  const marked = said
    .flatMap(({ items, text }, place) => marksIn(items, text, positions[place] ?? place))
    .toSorted((a, b) => a.segmentIndex - b.segmentIndex);
  const sensitiveData = marked.flatMap(({ sensitive }) => sensitive);
  return {
    transcript,
    findings: [...findings, ...untimed, ...marked.flatMap(({ finding }) => finding ?? [])],
    // Older documents don't mark their items.
    sensitiveData: sensitiveData.length > 0 ? sensitiveData : transcript.segments.flatMap(masksIn),
  };
}

function isTimed({ word }: Item): boolean {
  return word.startMs !== undefined && word.endMs !== undefined;
}

/** Some languages, such as Chinese, are written without spaces between words. The first words show it. */
function isSpaced(turns: readonly Turn[], whole: string): boolean {
  const first = turns[0]?.items.slice(0, 8) ?? [];
  return whole.startsWith(joined(first, ' ')) || !whole.startsWith(joined(first, ''));
}

function joined(items: readonly Item[], space: string): string {
  let text = '';
  for (const { word, isMark } of items) text += isMark || text === '' ? word.text : space + word.text;
  return text;
}

/** The words that are marked as personal data, or as in a vocabulary filter. */
function marksIn(items: readonly Item[], text: string, segmentIndex: number) {
  if (!items.some(isMarked)) return [];
  let at = 0;
  return items.flatMap(({ word: { text: content, startMs, endMs }, redactions = [], isFiltered }) => {
    const startCharacter = nextWordAt(text, content, at);
    const isThere = startCharacter !== -1;
    if (isThere) at = startCharacter + content.length;
    const place = {
      segmentIndex,
      ...(startMs !== undefined && { startMs }),
      ...(endMs !== undefined && { endMs }),
      ...(isThere && { startCharacter, endCharacter: at }),
    };
    const sensitive = redactions.map((entityType): SensitiveDataFinding => ({ entityType, ...place }));
    const evidence = [{ segmentIndex, quote: content }];
    const finding: Finding | undefined = isFiltered
      ? { kind: 'filtered_word', value: content, basis: 'measured', evidence }
      : undefined;
    return sensitive.length > 0 || finding !== undefined ? [{ segmentIndex, sensitive, finding }] : [];
  });
}

function isMarked({ redactions, isFiltered }: Item): boolean {
  return redactions !== undefined || isFiltered === true;
}

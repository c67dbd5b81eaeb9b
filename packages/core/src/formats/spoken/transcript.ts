import type { TranscriptSegment } from '../../model/analysis.js';
import type { Finding, Sentiment } from '../../model/finding.js';
import { type OrderedTranscript, toTranscript } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { textAlone } from '../text-alone.js';
import { withTimes } from '../with-times.js';
import { type SpokenWord, textOfWords } from './words.js';

export interface Said {
  readonly text: string;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly speaker?: string | undefined;
  readonly channel?: string | undefined;
  readonly language?: string | undefined;
  readonly confidence?: number | undefined;
  readonly understood?: boolean | undefined;
  readonly sentiment?: Sentiment | undefined;
  readonly words: readonly SpokenWord[];
}

export function saidBy(words: readonly SpokenWord[], whole: string): Said {
  const [first] = words;
  return {
    text: textOfWords(words, whole),
    startMs: words.find(({ word }) => word.startMs !== undefined)?.word.startMs,
    endMs: words.findLast(({ word }) => word.endMs !== undefined)?.word.endMs,
    speaker: first?.speaker,
    channel: first?.channel,
    language: first?.language,
    words,
  };
}

/**
 * The transcript that all that was said makes.
 * @param whole the call as one text, which is all that some documents have
 */
export function transcriptOf(
  said: readonly Said[],
  whole: { readonly text: string; readonly durationMs?: number | undefined },
  options: ReadOptions,
): Pick<OrderedTranscript, 'transcript'> & { readonly findings: readonly Finding[] } {
  const spoken = said.filter(({ text }) => text !== '');
  if (spoken.length === 0) return textAlone(whole.text, whole.durationMs);
  const { timed, findings: untimed } = withTimes(spoken);
  const { transcript, findings } = toTranscript(timed.map((one) => segmentOf(one, options)));
  return { transcript, findings: [...findings, ...untimed] };
}

const LABELS = ['speaker', 'channel', 'language', 'confidence', 'understood', 'sentiment'] as const;

function segmentOf(
  said: Said & { readonly startMs: number; readonly endMs: number },
  { words }: ReadOptions,
): Omit<TranscriptSegment, 'index'> {
  const { startMs, endMs, text } = said;
  const labels = Object.fromEntries(LABELS.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]])));
  const spoken = words ? said.words.map(({ word }) => word) : [];
  return { startMs, endMs, text, ...labels, ...(spoken.length > 0 && { words: spoken }) };
}

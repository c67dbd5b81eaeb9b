import { type CallConfidence, confidenceIn, inOtherScript, isTooLittle, sampleOf } from './confidence.js';
import type { Passage } from './passages.js';
import type { SpeechRecognizer } from './recognizer.js';
import { holdsWords } from './word-times.js';

export type PassageWork = (passage: Passage, samples: Float32Array) => Promise<void>;

/** How to recognize the passages of a recording. */
export interface RecognizeOptions {
  readonly passages: readonly Passage[];
  readonly recognizer: SpeechRecognizer;
  /** Another model of the same language, to compare with. */
  readonly second: SpeechRecognizer | undefined;
  /** The ISO 639-1 code of their language. */
  readonly language: string;
  /** Reads the recording and works on passages; `share`: from which part of the recognizing to which that is. */
  readonly read: (
    passages: readonly Passage[],
    work: PassageWork,
    share: readonly [begin: number, end: number],
  ) => Promise<void>;
}

/** How far the recognizing is when all is recognized that isn't only compared. */
const RECOGNIZED = 0.9;
/** And when the sample is complete. */
const ADDED = 0.92;

/**
 * Recognizes passages, and has the second model recognize a sample of those that hold words; where that leaves doubt, or
 * there are hardly any in it, the rest of them as well. Passages that are doubtful anyway are not compared.
 */
export async function recognizePassages({ passages, recognizer, second, language, read }: RecognizeOptions): Promise<{
  readonly texts: ReadonlyMap<Passage, string>;
  readonly confidence: CallConfidence;
}> {
  const texts = new Map<Passage, string>();
  const others = new Map<Passage, string>();
  const isWorded = (passage: Passage) => holdsWords(texts.get(passage) ?? '');
  const canBeCompared = (passage: Passage) => !passage.isDoubtful && isWorded(passage);
  const compare = async (passage: Passage, samples: Float32Array) => {
    if (second !== undefined && canBeCompared(passage)) others.set(passage, await second.recognize(samples));
  };
  const judged = () =>
    confidenceIn(
      passages.filter(canBeCompared).flatMap((passage) => {
        const text = texts.get(passage) ?? '';
        const other = inOtherScript(text, language) ? '' : others.get(passage);
        return other === undefined ? [] : [{ passage, text, other }];
      }),
      language,
      passages.filter(isWorded),
    );
  const sample = sampleOf(passages, ({ isDoubtful }) => !isDoubtful);
  await read(
    passages,
    async (passage, samples) => {
      texts.set(passage, await recognizer.recognize(samples));
      if (sample.has(passage)) await compare(passage, samples);
    },
    [0, RECOGNIZED],
  );
  if (second === undefined) return { texts, confidence: judged() };
  const notYet = (passage: Passage) => canBeCompared(passage) && !others.has(passage);
  // In place of what turned out to hold no words.
  const added = [...sampleOf(passages, canBeCompared, sample)].filter(notYet);
  if (added.length > 0) await read(added, compare, [RECOGNIZED, ADDED]);
  const rest = passages.filter(notYet);
  if (rest.length > 0 && (judged().isDoubtful || isTooLittle(others.keys()))) await read(rest, compare, [ADDED, 1]);
  return { texts, confidence: judged() };
}

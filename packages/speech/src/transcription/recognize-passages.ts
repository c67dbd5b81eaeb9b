import { type CallConfidence, confidenceIn, inOtherScript, sampleOf } from './confidence.js';
import type { Passage } from './passages.js';
import type { SpeechRecognizer } from './recognizer.js';

/** What to do with a passage and its sound. */
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

/**
 * Recognizes passages, and has the second model recognize a sample of them; where that leaves doubt, the rest of them as
 * well. The confidence is absent when nothing could be compared.
 */
export async function recognizePassages({ passages, recognizer, second, language, read }: RecognizeOptions): Promise<{
  readonly texts: ReadonlyMap<Passage, string>;
  readonly confidence: CallConfidence | undefined;
}> {
  const texts = new Map<Passage, string>();
  const others = new Map<Passage, string>();
  const compare = async (passage: Passage, samples: Float32Array) => {
    if (second !== undefined && texts.get(passage) !== '') others.set(passage, await second.recognize(samples));
  };
  const judged = () =>
    confidenceIn(
      passages.flatMap((passage) => {
        const text = texts.get(passage) ?? '';
        const other = inOtherScript(text, language) ? '' : others.get(passage);
        return other === undefined ? [] : [{ passage, text, other }];
      }),
      language,
    );
  const sample = sampleOf(passages);
  await read(
    passages,
    async (passage, samples) => {
      texts.set(passage, await recognizer.recognize(samples));
      if (sample.has(passage)) await compare(passage, samples);
    },
    [0, RECOGNIZED],
  );
  const confidence = judged();
  const rest = passages.filter((passage) => !sample.has(passage));
  if (second === undefined || confidence?.isDoubtful !== true || rest.length === 0) return { texts, confidence };
  await read(rest, compare, [RECOGNIZED, 1]);
  return { texts, confidence: judged() };
}

import { EarshotError } from '@earshot/core';
import type { Recording } from '../audio/recording.js';
import { modelFiles, supportedLanguage } from './choose-language.js';
import type { Confidence } from './confidence.js';
import { FRAME_MS, FRAME_SAMPLES } from './frames.js';
import { ENGLISH } from './languages.js';
import { findModels, type SpeechModel } from './models.js';
import { freeNativeMemory } from './native-memory.js';
import { openRecognizer } from './open-recognizer.js';
import type { Passage } from './passages.js';
import { planOf } from './plan.js';
import { readRanges } from './read-ranges.js';
import { type PassageWork, recognizePassages } from './recognize-passages.js';
import type { SpeechRecognizer } from './recognizer.js';
import { spokenSegments } from './spoken-segments.js';
import { type Survey, survey } from './survey.js';
import type { SpokenSegment, Transcription } from './transcription.js';

/** How to open a {@link Transcriber}. */
export interface TranscriberOptions {
  readonly model: SpeechModel;
  /** What is spoken, as an ISO 639-1 code or a tag such as `es-MX`. @defaultValue en */
  readonly language?: string | undefined;
  /** Models of the user's own; see {@link findModels}. @defaultValue those of the packages that are installed */
  readonly modelsFolder?: string | undefined;
  /** Where what is made of the models once is kept. */
  readonly cacheFolder: string;
  /**
   * Whether another model of the language, where there is one, recognizes a part of each recording as well. Without it, no
   * recording has a confidence. @defaultValue true
   */
  readonly secondOpinion?: boolean | undefined;
  /** How many passages are recognized at the same time, each on a thread. @defaultValue 2 */
  readonly threads?: number | undefined;
}

export interface TranscribeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how far the work is, as a time in the recording that never goes back. */
  readonly onProgress?: ((doneMs: number, durationMs?: number) => void) | undefined;
}

/** How much of the work it is to find out where somebody speaks. */
const SURVEY_SHARE = 0.2;
/** After so many passages the memory that they took is freed. */
const FREE_EVERY = 16;
/** A recording whose every frame is softer is silent, in dB below full scale. */
const SILENT_DB = -60;
const NOT_UNDERSTOOD = 'another language, or too noisy';
const NO_SECOND = 'no second speech model for the language is installed to compare with';
const NOT_ASKED = 'comparing with a second speech model is switched off';
const ALL_DOUBTFUL = 'the speech detector is unsure of everything that was heard';

/** Loads the second model, or says why it can't, for people. */
type OpenSecond = (onMissing: (why: string) => void) => Promise<SpeechRecognizer | undefined>;

/** Transcribes recordings in one language: who says what, and when. */
export class Transcriber {
  /** The ISO 639-1 code of its language. */
  readonly language: string;
  /** The speech model, for people: its name, and where it is from. */
  readonly model: string;
  readonly #recognizer: SpeechRecognizer;
  /** Another model for the same language, to compare with. Loaded for each recording that has speech. */
  readonly #openSecond: OpenSecond;
  readonly #speechDetector: string;
  readonly #threads: number;

  private constructor(
    language: string,
    model: string,
    recognizer: SpeechRecognizer,
    openSecond: OpenSecond,
    speechDetector: string,
    threads: number,
  ) {
    this.language = language;
    this.model = model;
    this.#recognizer = recognizer;
    this.#openSecond = openSecond;
    this.#speechDetector = speechDetector;
    this.#threads = threads;
  }

  /**
   * Loads the models.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when `language` is no language
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when a model isn't there or can't be loaded
   */
  static async open(options: TranscriberOptions): Promise<Transcriber> {
    const { model, modelsFolder, cacheFolder, secondOpinion = true, threads = 2 } = options;
    const models = findModels({ folder: modelsFolder });
    const language = supportedLanguage(models, options.language ?? ENGLISH);
    const files = modelFiles(models, language, model);
    const { speechDetector, missing } = models;
    if (files === undefined || speechDetector === undefined) {
      const remedies = missing.map(({ what, remedy }) => `${what} (${remedy})`).join('; ');
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', `missing for transcription: ${remedies}`, {
        details: { model, missing },
      });
    }
    const recognizer = await openRecognizer(files, cacheFolder);
    const other = Object.values(models.speech[language] ?? {}).find(({ encoder }) => encoder !== files.encoder);
    // One that can't be loaded is as good as none: what the first recognizes doesn't depend on it.
    const openSecond: OpenSecond = async (onMissing) => {
      if (secondOpinion && other) {
        return openRecognizer(other, cacheFolder).catch(() => {
          onMissing(`the second speech model (${other.label}) can't be loaded`);
          return undefined;
        });
      }
      onMissing(secondOpinion ? NO_SECOND : NOT_ASKED);
      return undefined;
    };
    return new Transcriber(language, files.label, recognizer, openSecond, speechDetector, threads);
  }

  /**
   * Writes down what is said in a recording, and how sure that is. Where nobody speaks, there are no words. Goes through the
   * recording two to five times, and keeps of its sound only what is being recognized. Ends between two passages when aborted.
   * @throws whatever reading the samples throws, and the reason of an abort
   */
  async transcribe(recording: Recording, { signal, onProgress }: TranscribeOptions = {}): Promise<Transcription> {
    signal?.throwIfAborted();
    const found = await survey(recording, this.#speechDetector, signal, (surveyedMs) =>
      onProgress?.(Math.round(SURVEY_SHARE * surveyedMs), recording.facts.durationMs),
    );
    const { durationMs } = found;
    freeNativeMemory();
    const { passages, speakers, speakersExplanation } = await planOf(recording, found, signal);
    let missing: string | undefined;
    const onMissing = (why: string) => {
      missing = why;
    };
    const { texts, confidence } = await recognizePassages({
      passages,
      recognizer: this.#recognizer,
      // Nothing else keeps it, so that it can be freed below.
      second: passages.length > 0 ? await this.#openSecond(onMissing) : undefined,
      language: this.language,
      read: (some, work, [begin, end]) =>
        this.#read(recording, found, some, signal, work, (readMs) => {
          const share = SURVEY_SHARE + (1 - SURVEY_SHARE) * (begin + ((end - begin) * readMs) / durationMs);
          onProgress?.(Math.round(share * durationMs), durationMs);
        }),
    });
    // The second model, too: it takes 150 MB, and half a second to load.
    freeNativeMemory();
    onProgress?.(durationMs, durationMs);
    const segments = inOrder(
      passages.flatMap((passage) => {
        const sure = sureness(confidence.passages.get(passage));
        return spokenSegments(passage, texts.get(passage) ?? '').map((segment) => ({ ...segment, ...sure }));
      }),
    );
    if (segments.length > 0) {
      const { understood } = confidence;
      return {
        segments,
        ...(understood && { language: this.language }),
        ...(!understood && { notUnderstoodReason: NOT_UNDERSTOOD }),
        ...(confidence.confidence === undefined
          ? { withoutConfidence: missing ?? ALL_DOUBTFUL }
          : { confidence: rounded(confidence.confidence) }),
        understood,
        speakers,
        speakersExplanation,
        durationMs,
      };
    }
    return {
      segments: [],
      understood: true,
      speakers: 'unavailable',
      speakersExplanation: 'Nobody speaks.',
      durationMs,
      withoutSpeech: isSilent(found) ? 'silence' : 'noise, music or tones',
    };
  }

  /** Works on passages as the recording goes by, on some at a time. */
  async #read(
    recording: Recording,
    { channels }: Survey,
    passages: readonly Passage[],
    signal: AbortSignal | undefined,
    work: PassageWork,
    onProgress: (readMs: number) => void,
  ): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const wanted = passages.map((passage) => ({ ...passage.recognized, channel: passage.channel, passage }));
    let begun = 0;
    try {
      for await (const { range, samples } of readRanges(recording, wanted, signal)) {
        silenceCrosstalk(samples, range.start, channels[range.channel]?.crosstalk);
        const working = work(range.passage, samples).then(() => void underWay.delete(working));
        // What fails stays under way, and is met when it is waited for.
        working.catch(() => {});
        underWay.add(working);
        if (underWay.size >= this.#threads) await Promise.race(underWay);
        if (++begun % FREE_EVERY === 0) freeNativeMemory();
        signal?.throwIfAborted();
        onProgress(range.start * FRAME_MS);
      }
      await Promise.all(underWay);
    } finally {
      // Nothing goes on behind the back of whoever was told that it ended.
      await Promise.allSettled(underWay);
    }
  }
}

function sureness(confidence: Confidence | undefined): Pick<SpokenSegment, 'confidence' | 'understood'> {
  if (confidence === undefined) return {};
  return {
    confidence: rounded(confidence.confidence),
    ...(!confidence.understood && { understood: false as const }),
  };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

function inOrder(segments: readonly SpokenSegment[]): SpokenSegment[] {
  return [...segments].sort((a, b) => a.startMs - b.startMs || a.channel - b.channel);
}

/** Takes out of a passage's margins and pauses what sounds of the other channel. */
function silenceCrosstalk(samples: Float32Array, start: number, crosstalk: Uint8Array | undefined): void {
  for (let frame = 0; frame * FRAME_SAMPLES < samples.length; frame++) {
    if (crosstalk?.[start + frame] === 1) samples.fill(0, frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
  }
}

function isSilent({ channels }: Survey): boolean {
  return channels.every(({ levels }) => levels.every((level) => level < SILENT_DB));
}

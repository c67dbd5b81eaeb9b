import { SAMPLE_RATE_HZ } from '../audio/recording.js';
import { FRAME_SAMPLES, framesOf } from './frames.js';
import { LevelMeter } from './level-meter.js';
import { quietMoment } from './quiet-moment.js';
import { hasLoop, withoutLoops } from './repetition.js';
import type { OfflineRecognizer } from './sherpa-onnx.js';

/** Nobody says so little, or so much, in that time. */
const MIN_CHARACTERS_PER_S = 5;
const MAX_CHARACTERS_PER_S = 35;
const SPARSE_FROM_S = 5;
/** How often a stretch that was recognized badly is halved. */
const MAX_HALVINGS = 2;
const SHORTEST_HALF = framesOf(1);

/** Recognizes speech in one language. */
export interface SpeechRecognizer {
  /** What is said, without spaces around it; empty when nothing is recognized. */
  recognize(samples: Float32Array): Promise<string>;
}

/** Recognizes parts of speech with a model of Moonshine's, and doesn't believe all that the model says. */
export class Recognizer implements SpeechRecognizer {
  readonly #model: Pick<OfflineRecognizer, 'createStream' | 'decodeAsync'>;

  constructor(model: Pick<OfflineRecognizer, 'createStream' | 'decodeAsync'>) {
    this.#model = model;
  }

  /**
   * What is said, without spaces around it; empty when the model recognizes nothing. Where the model repeats itself or leaves
   * most of it out, each half is recognized alone, and what it repeats even then is left out.
   */
  async recognize(samples: Float32Array, halvings = MAX_HALVINGS): Promise<string> {
    const stream = this.#model.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE_HZ });
    const text = (await this.#model.decodeAsync(stream)).text.trim();
    const seconds = samples.length / SAMPLE_RATE_HZ;
    const loops = hasLoop(text) || text.length > MAX_CHARACTERS_PER_S * Math.max(1, seconds);
    const sparse = text === '' || (seconds > SPARSE_FROM_S && text.length < MIN_CHARACTERS_PER_S * seconds);
    if (!loops && !sparse) return text;
    const cut = halvings > 0 ? middleOf(samples) : undefined;
    if (cut === undefined) return withoutLoops(text);
    const halves = [
      await this.recognize(samples.slice(0, cut), halvings - 1),
      await this.recognize(samples.slice(cut), halvings - 1),
    ]
      .join(' ')
      .trim();
    return loops || halves.length > text.length ? halves : text;
  }
}

/** Where to halve, in samples; `undefined` when the halves would be too short to hold a sentence. */
function middleOf(samples: Float32Array): number | undefined {
  const meter = new LevelMeter();
  meter.accept(samples);
  const levels = meter.levels();
  if (levels.length < 2 * SHORTEST_HALF) return undefined;
  return quietMoment(levels, { start: 0, end: levels.length }) * FRAME_SAMPLES;
}

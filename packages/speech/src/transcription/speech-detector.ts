import { SAMPLE_RATE_HZ } from '../audio/recording.js';
import { FRAME_SAMPLES, FrameTrack } from './frames.js';
import { loadSherpaOnnx, type Vad } from './sherpa-onnx.js';

/** What Silero looks at at once. */
const WINDOW_SAMPLES = 512;
const SETTINGS = { minSpeechDuration: 0.06, minSilenceDuration: 0.03, maxSpeechDuration: 20 };
/** How likely there is speech: surely, and perhaps. Silero goes on until it is 0.15 less likely, so less never ends. */
const [SURE, DOUBTFUL] = [0.4, 0.2];
/** The detector keeps what it takes for speech, which nobody here asks for: it is told to let go after so many windows. */
const MEMORY_WINDOWS = 128;
const MEMORY_SECONDS = 10;
/** A voice is made as loud as this (root mean square), since Silero overlooks soft ones; but not more than so much louder. */
const LOUDNESS = 0.05;
const MAX_GAIN = 30;
/** How loud a voice is, is forgotten at 0.5 dB per second. */
const FORGETTING = 10 ** ((-0.5 / 20) * (WINDOW_SAMPLES / SAMPLE_RATE_HZ));

/** Where somebody speaks. */
export interface SpeechMarks {
  /** 1 for each frame in which somebody speaks, perhaps. */
  readonly speech: Float32Array;
  /** 1 for each of them in which somebody surely does. */
  readonly sure: Float32Array;
}

/** Detects speech in each frame of a channel, by the Silero model. */
export class SpeechDetector {
  readonly #sure: VadTrack;
  readonly #doubtful: VadTrack;
  readonly #window = new Float32Array(WINDOW_SAMPLES);
  #filled = 0;
  #loudness = 0;

  /** @param model - the path of Silero's file */
  constructor(model: string) {
    this.#sure = new VadTrack(model, SURE);
    this.#doubtful = new VadTrack(model, DOUBTFUL);
  }

  /** Takes the samples that come next. */
  accept(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + WINDOW_SAMPLES - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === WINDOW_SAMPLES) this.#endWindow();
    }
  }

  marks(): SpeechMarks {
    if (this.#filled > 0) {
      this.#window.fill(0, this.#filled);
      this.#endWindow();
    }
    return { speech: this.#doubtful.marks(), sure: this.#sure.marks() };
  }

  #endWindow(): void {
    this.#filled = 0;
    const power = this.#window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW_SAMPLES;
    this.#loudness = Math.max(Math.sqrt(power), this.#loudness * FORGETTING);
    const gain = Math.min(MAX_GAIN, LOUDNESS / this.#loudness);
    if (gain > 1) for (let at = 0; at < WINDOW_SAMPLES; at++) (this.#window[at] as number) *= gain;
    this.#sure.accept(this.#window);
    this.#doubtful.accept(this.#window);
  }
}

/** What one detector says of each frame. */
class VadTrack {
  readonly #vad: Vad;
  readonly #marks = new FrameTrack();
  #receivedSamples = 0;
  #windowsOfSpeech = 0;

  constructor(model: string, threshold: number) {
    const sileroVad = { ...SETTINGS, threshold, model, windowSize: WINDOW_SAMPLES };
    const { Vad } = loadSherpaOnnx();
    this.#vad = new Vad({ sileroVad, sampleRate: SAMPLE_RATE_HZ, numThreads: 1 }, MEMORY_SECONDS);
  }

  accept(window: Float32Array): void {
    this.#receivedSamples += WINDOW_SAMPLES;
    this.#vad.acceptWaveform(window);
    const speaks = this.#vad.isDetected();
    this.#windowsOfSpeech = speaks ? this.#windowsOfSpeech + 1 : 0;
    if (this.#windowsOfSpeech % MEMORY_WINDOWS === MEMORY_WINDOWS - 1) this.#vad.flush();
    while (!this.#vad.isEmpty()) this.#vad.pop();
    while (this.#marks.length * FRAME_SAMPLES < this.#receivedSamples) this.#marks.push(speaks ? 1 : 0);
  }

  marks(): Float32Array {
    return this.#marks.values();
  }
}

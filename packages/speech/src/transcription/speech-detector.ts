import { SAMPLE_RATE_HZ } from '../audio/recording.js';
import { FRAME_SAMPLES, FrameTrack } from './frames.js';
import { loadSherpaOnnx, type Vad } from './sherpa-onnx.js';

/** What Silero looks at at once. */
const WINDOW_SAMPLES = 512;
const SETTINGS = { threshold: 0.4, minSpeechDuration: 0.06, minSilenceDuration: 0.03, maxSpeechDuration: 20 };
/** The detector keeps what it takes for speech, which nobody here asks for: it is told to let go after so many windows. */
const MEMORY_WINDOWS = 128;
const MEMORY_SECONDS = 10;

/** Tells of each frame of a channel whether somebody speaks in it, by the Silero model. */
export class SpeechDetector {
  readonly #vad: Vad;
  readonly #window = new Float32Array(WINDOW_SAMPLES);
  readonly #marks = new FrameTrack();
  #filled = 0;
  #receivedSamples = 0;
  #windowsOfSpeech = 0;

  /** @param model - the path of Silero's file */
  constructor(model: string) {
    const sileroVad = { ...SETTINGS, model, windowSize: WINDOW_SAMPLES };
    const { Vad } = loadSherpaOnnx();
    this.#vad = new Vad({ sileroVad, sampleRate: SAMPLE_RATE_HZ, numThreads: 1 }, MEMORY_SECONDS);
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

  /** 1 for each frame in which somebody speaks, 0 for the others. */
  marks(): Float32Array {
    if (this.#filled > 0) {
      this.#window.fill(0, this.#filled);
      this.#endWindow();
    }
    return this.#marks.values();
  }

  #endWindow(): void {
    this.#filled = 0;
    this.#receivedSamples += WINDOW_SAMPLES;
    this.#vad.acceptWaveform(this.#window);
    const speaks = this.#vad.isDetected();
    this.#windowsOfSpeech = speaks ? this.#windowsOfSpeech + 1 : 0;
    if (this.#windowsOfSpeech % MEMORY_WINDOWS === MEMORY_WINDOWS - 1) this.#vad.flush();
    while (!this.#vad.isEmpty()) this.#vad.pop();
    while (this.#marks.length * FRAME_SAMPLES < this.#receivedSamples) this.#marks.push(speaks ? 1 : 0);
  }
}

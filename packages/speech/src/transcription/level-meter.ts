import { SAMPLE_RATE_HZ } from '../audio/recording.js';
import { FRAME_SAMPLES, FrameTrack } from './frames.js';

/** The level of silence: nothing is measured below it. */
export const SILENCE_DB = -100;

/** Below it there is hum and rumble, and no voice that a telephone carries. */
const CUTOFF_HZ = 200;

/** Measures how loud each frame of a channel is, in dB below full scale, without what is too low for a voice. */
export class LevelMeter {
  readonly #levels = new FrameTrack();
  readonly #filter = highPass(CUTOFF_HZ);
  #power = 0;
  #count = 0;

  accept(samples: Float32Array): void {
    for (const sample of samples) {
      const passed = this.#filter(sample);
      this.#power += passed * passed;
      if (++this.#count === FRAME_SAMPLES) this.#endFrame();
    }
  }

  /** The levels of all frames, the last one filled with silence. */
  levels(): Float32Array {
    if (this.#count > 0) this.#endFrame();
    return this.#levels.values();
  }

  #endFrame(): void {
    this.#levels.push(10 * Math.log10(this.#power / FRAME_SAMPLES + 10 ** (SILENCE_DB / 10)));
    this.#power = 0;
    this.#count = 0;
  }
}

/** A Butterworth filter of the second order. */
function highPass(cutoffHz: number): (sample: number) => number {
  const turn = Math.tan((Math.PI * cutoffHz) / SAMPLE_RATE_HZ);
  const scale = 1 / (1 + Math.SQRT2 * turn + turn * turn);
  const back1 = 2 * (turn * turn - 1) * scale;
  const back2 = (1 - Math.SQRT2 * turn + turn * turn) * scale;
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  return (sample) => {
    const out = scale * (sample - 2 * in1 + in2) - back1 * out1 - back2 * out2;
    in2 = in1;
    in1 = sample;
    out2 = out1;
    out1 = out;
    return out;
  };
}

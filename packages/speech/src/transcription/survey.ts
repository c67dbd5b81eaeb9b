import { type Recording, SAMPLE_RATE_HZ } from '../audio/recording.js';
import { type Crosstalk, crosstalkOf } from './crosstalk.js';
import { CrosstalkMeter } from './crosstalk-meter.js';
import { LevelMeter } from './level-meter.js';
import { SpeechDetector } from './speech-detector.js';

/** What is known of each frame of a channel before anything is recognized. */
export interface ChannelSurvey {
  /** How loud it is, in dB below full scale. */
  readonly levels: Float32Array;
  /** 1 where somebody speaks, perhaps. */
  readonly speech: Float32Array;
  /** 1 where somebody surely does. */
  readonly sure: Float32Array;
  /** 1 where the sound is the other channel's. */
  readonly crosstalk: Uint8Array;
}

/** What is known of a recording before anything is recognized. */
export interface Survey {
  readonly channels: readonly ChannelSurvey[];
  readonly durationMs: number;
}

/** Goes through a recording once, without recognizing anything. @throws whatever reading the samples throws */
export async function survey(
  recording: Recording,
  speechDetectorModel: string,
  signal: AbortSignal | undefined,
  onProgress: (surveyedMs: number) => void,
): Promise<Survey> {
  const meters = Array.from({ length: recording.channelCount }, () => ({
    level: new LevelMeter(),
    speech: new SpeechDetector(speechDetectorModel),
  }));
  const between = new CrosstalkMeter();
  let samples = 0;
  for await (const block of recording.samples(signal)) {
    signal?.throwIfAborted();
    for (const [channel, sound] of block.entries()) {
      meters[channel]?.level.accept(sound);
      meters[channel]?.speech.accept(sound);
    }
    const [first, second] = block;
    if (first !== undefined && second !== undefined) between.accept(first, second);
    samples += first?.length ?? 0;
    onProgress(milliseconds(samples));
  }
  const levels = meters.map(({ level }) => level.levels());
  const frameCount = levels[0]?.length ?? 0;
  const crosstalk: Crosstalk = crosstalkOf(between.likenesses(), frameCount);
  const channels = meters.map(({ speech: detector }, channel) => {
    const { speech, sure } = detector.marks();
    return {
      levels: levels[channel] ?? new Float32Array(),
      speech: speech.subarray(0, frameCount),
      sure: sure.subarray(0, frameCount),
      crosstalk: crosstalk[channel === 0 ? 0 : 1],
    };
  });
  return { channels, durationMs: milliseconds(samples) };
}

function milliseconds(samples: number): number {
  return Math.round((samples * 1000) / SAMPLE_RATE_HZ);
}

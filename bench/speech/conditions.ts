import { withPinkNoise } from './make-recordings.ts';
import { type FORMATS, join, RATE_HZ, silence } from './sound-files.ts';

/** What a recording went through before it was stored. */
export const CONDITIONS = ['wideband', 'telephone', 'mp3-16k', 'noise-10db', 'far-field', 'noise-5db'] as const;

/** One of {@link CONDITIONS}. */
export type Condition = (typeof CONDITIONS)[number];

const FAR_FIELD_NOISE_DB = 20;
/** How long a room takes to swallow 60 dB. */
const REVERBERATION_S = 0.5;
const ECHOES = 120;

/** A sound as it is in a condition, and the format to store it in. */
export function inCondition(
  sound: Float32Array,
  condition: Condition,
): { sound: Float32Array; format: keyof typeof FORMATS } {
  switch (condition) {
    case 'wideband':
      return { sound, format: 'wideband' };
    case 'telephone':
      return { sound, format: 'telephone' };
    case 'mp3-16k':
      return { sound, format: 'mp3At16k' };
    case 'noise-10db':
      return { sound: withPinkNoise(sound, 10), format: 'telephone' };
    case 'noise-5db':
      return { sound: withPinkNoise(sound, 5), format: 'telephone' };
    case 'far-field':
      return { sound: withPinkNoise(reverberant(sound), FAR_FIELD_NOISE_DB), format: 'wideband' };
  }
}

/** A speaker on the other side of a room: echoes at random times that die away, as loud as the direct sound together. */
function reverberant(sound: Float32Array): Float32Array {
  let state = 20_261_130;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const echoes = Array.from({ length: ECHOES }, () => {
    const seconds = 0.005 + random() * REVERBERATION_S;
    return {
      delay: Math.round(seconds * RATE_HZ),
      gain: (random() < 0.5 ? -1 : 1) * 10 ** ((-3 * seconds) / REVERBERATION_S),
    };
  });
  const power = echoes.reduce((sum, { gain }) => sum + gain * gain, 0);
  const mixed = join([sound, silence(REVERBERATION_S)]);
  for (const { delay, gain } of echoes) {
    const scaled = gain / Math.sqrt(power);
    for (const [index, sample] of sound.entries()) {
      const at = index + delay;
      if (at < mixed.length) mixed[at] = (mixed[at] ?? 0) + scaled * sample;
    }
  }
  return mixed.map((sample) => sample * 0.6);
}

import { execFileSync } from 'node:child_process';

/** The sampling rate that all recordings are put together at. */
export const RATE_HZ = 16_000;

/** How a recording is written: the arguments for ffmpeg. */
export const FORMATS = {
  wideband: ['-c:a', 'pcm_s16le'],
  narrowband: ['-ar', '8000', '-c:a', 'pcm_s16le'],
  telephone: ['-af', 'highpass=f=300,lowpass=f=3400', '-ar', '8000', '-c:a', 'pcm_mulaw'],
  mp3At16k: ['-ar', '8000', '-c:a', 'libmp3lame', '-b:a', '16k'],
} as const;

/** The sound of a file as one channel. */
export function readSound(path: string): Float32Array {
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(RATE_HZ), '-f', 'f32le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 31 });
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Writes channels of equal length into a file. */
export function writeSound(path: string, channels: readonly Float32Array[], format: keyof typeof FORMATS): void {
  const [first] = channels;
  if (first === undefined) throw new Error(`no channels for ${path}`);
  const samples = Buffer.alloc(first.length * channels.length * 2);
  for (let index = 0; index < first.length; index++) {
    for (const [channel, { [index]: sample = 0 }] of channels.entries()) {
      const limited = Math.max(-1, Math.min(1, sample));
      samples.writeInt16LE(Math.round(limited * 32_767), (index * channels.length + channel) * 2);
    }
  }
  const input = ['-f', 's16le', '-ar', String(RATE_HZ), '-ac', String(channels.length), '-i', '-'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...FORMATS[format], path], { input: samples });
}

/** Sounds one after the other. */
export function join(sounds: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(sounds.reduce((length, sound) => length + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    joined.set(sound, at);
    at += sound.length;
  }
  return joined;
}

/** So much silence. */
export function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * RATE_HZ));
}

/** The root mean square of where a sound is not silent: of the frames of 20 ms that are at most 40 dB below the loudest. */
export function activeLevel(sound: Float32Array): number {
  const powers: number[] = [];
  for (let at = 0; at + 320 <= sound.length; at += 320) {
    powers.push(sound.subarray(at, at + 320).reduce((sum, sample) => sum + sample * sample, 0) / 320);
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const active = powers.filter((power) => power > loudest * 1e-4);
  return Math.sqrt(active.reduce((sum, power) => sum + power, 0) / Math.max(1, active.length));
}

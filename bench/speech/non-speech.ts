import '../sources.ts';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RATE_HZ, readSound, writeSound } from './sound-files.ts';

const SECONDS = 300;

/** Makes the recordings of sounds in a folder, five minutes each, and of music by repeating what is given. */
export async function nonSpeech(folder: string, music: readonly string[]): Promise<string[]> {
  const { NON_SPEECH, soundOf } = await import('../../packages/speech/test/transcription/sounds.ts');
  mkdirSync(folder, { recursive: true });
  const make = (name: string, sound: () => Float32Array) => {
    const path = join(folder, `${name.replace(/\W+/g, '-')}.wav`);
    if (!existsSync(path)) writeSound(path, [sound()], 'wideband');
    return path;
  };
  return [
    ...Object.entries(NON_SPEECH).map(([name, source]) => make(name, () => soundOf(source(), SECONDS))),
    ...music.map((path, index) => make(`hold music ${index}`, () => repeated(readSound(path)))),
  ];
}

function repeated(sound: Float32Array): Float32Array {
  return Float32Array.from({ length: SECONDS * RATE_HZ }, (_, index) => sound[index % sound.length] ?? 0);
}

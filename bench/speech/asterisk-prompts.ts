import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { RATE_HZ, readSound } from './sound-files.ts';

const SOUNDS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const TRANSCRIPTS = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const SHORTEST_S = 3;

/** A prompt and what is said in it. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
  readonly sound: Float32Array;
}

/**
 * The prompts of Asterisk that are whole sentences, by name: all in the main folder whose transcript has nothing in
 * brackets, and whose recording is not shorter than 3 s. Which those are is decided on the 8 kHz recordings.
 */
export function asteriskPrompts(extension: 'wav' | 'g722'): Prompt[] {
  return transcripts().flatMap(([name, text]) => {
    const narrow = `${SOUNDS}/${name}.wav`;
    if (name.includes('/') || /[[<(]/.test(text) || !existsSync(narrow)) return [];
    const sound = readSound(narrow);
    if (sound.length < SHORTEST_S * RATE_HZ) return [];
    return [{ name, text, sound: extension === 'wav' ? sound : readSound(`${SOUNDS}/${name}.${extension}`) }];
  });
}

function transcripts(): [name: string, text: string][] {
  const lines = gunzipSync(readFileSync(TRANSCRIPTS)).toString('utf8').split('\n');
  const pairs = lines.flatMap((line): [string, string][] => {
    const [, name, text] = /^([^;\s][^:]*):\s*(.+)$/.exec(line) ?? [];
    return name === undefined || text === undefined ? [] : [[name, text]];
  });
  return pairs.sort(([a], [b]) => (a < b ? -1 : 1));
}

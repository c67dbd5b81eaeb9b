import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSound } from './sound-files.ts';

/** A voice of flite, or one of festival or espeak-ng by its name there: `festival:czech_dita`, `espeak:de`. */
export type Voice = 'slt' | 'rms' | 'kal' | 'awb' | 'slt-hts' | `festival:${string}` | `espeak:${string}`;

/** Festival's voices for these languages read one byte per character. */
const CHARACTER_SETS: readonly [RegExp, string][] = [
  [/^czech/, 'iso-8859-2'],
  [/_fi_/, 'iso-8859-15'],
  [/_ca_/, 'iso-8859-15'],
];

/** A sentence in a voice. */
export function speak(text: string, voice: Voice): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-voice-'));
  try {
    const [script, sound] = [join(folder, 'text.txt'), join(folder, 'sound.wav')];
    const [program, name = ''] = (voice === 'slt-hts' ? 'festival:cmu_us_slt_arctic_hts' : voice).split(':');
    writeFileSync(script, program === 'festival' ? encoded(text, name) : text);
    if (program === 'festival') {
      execFileSync('text2wave', ['-eval', `(voice_${name})`, '-o', sound, script], { stdio: 'pipe' });
    } else if (program === 'espeak') {
      execFileSync('espeak-ng', ['-v', name, '-s', '155', '-f', script, '-w', sound]);
    } else {
      execFileSync('flite', ['-voice', voice, '-f', script, '-o', sound]);
    }
    return readSound(sound);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function encoded(text: string, voice: string): Uint8Array {
  const set = CHARACTER_SETS.find(([voices]) => voices.test(voice))?.[1] ?? 'utf-8';
  return execFileSync('iconv', ['-f', 'utf-8', '-t', `${set}//TRANSLIT`], { input: text });
}

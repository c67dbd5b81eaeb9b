import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSound } from './sound-files.ts';

/** A voice of flite or festival. */
export type Voice = 'slt' | 'rms' | 'slt-hts';

/** A sentence in a voice. */
export function speak(text: string, voice: Voice): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-voice-'));
  try {
    const [script, sound] = [join(folder, 'text.txt'), join(folder, 'sound.wav')];
    writeFileSync(script, text);
    if (voice === 'slt-hts') {
      execFileSync('text2wave', ['-eval', '(voice_cmu_us_slt_arctic_hts)', '-o', sound, script], { stdio: 'pipe' });
    } else {
      execFileSync('flite', ['-voice', voice, '-f', script, '-o', sound]);
    }
    return readSound(sound);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

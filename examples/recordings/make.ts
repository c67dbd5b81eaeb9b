/*
 * Speaks the calls of scripts.ts with flite and ffmpeg (`apt-get install flite ffmpeg`), as a telephone would let them
 * through. The files are stored in the repository; this is how they were made.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SPOKEN_CALLS, type SpokenCall } from './scripts.ts';

const RATE_HZ = 16_000;
const PAUSE_MS = 450;
/** A little slower than the voices speak by themselves. */
const SLOWNESS = 1.15;
/** What a telephone lets through. */
const TELEPHONE = 'highpass=f=300,lowpass=f=3400';

const scratch = mkdtempSync(join(tmpdir(), 'earshot-recordings-'));
for (const call of SPOKEN_CALLS) {
  const sound = join(scratch, 'call.f32');
  writeFileSync(sound, mixed(call));
  const input = ['-f', 'f32le', '-ar', `${RATE_HZ}`, '-ac', call.channels === 'stereo' ? '2' : '1', '-i', sound];
  const codec = call.file.endsWith('.mp3') ? ['-b:a', '40k'] : ['-c:a', 'pcm_mulaw'];
  const asHeard = ['-af', TELEPHONE, '-ar', '8000', ...codec, '-bitexact', '-map_metadata', '-1'];
  run('ffmpeg', ['-y', '-v', 'error', ...input, ...asHeard, join(import.meta.dirname, call.file)]);
  console.log(call.file);
}
rmSync(scratch, { recursive: true, force: true });

/** The call's samples, 32-bit floats, its channels interleaved. */
function mixed({ channels, voices, script }: SpokenCall): Float32Array {
  const turns: { readonly at: number; readonly samples: Float32Array; readonly channel: number }[] = [];
  const speakers = Object.keys(voices);
  let end = RATE_HZ / 2;
  for (const { who, said, cues } of script.turns) {
    const at = end + (((cues.pause ?? 0) + PAUSE_MS) * RATE_HZ) / 1_000;
    const samples = spoken(said.text, voices[who] ?? 'kal16');
    turns.push({ at, samples, channel: channels === 'stereo' ? speakers.indexOf(who) : 0 });
    end = at + samples.length;
  }
  const channelCount = channels === 'stereo' ? 2 : 1;
  const out = new Float32Array((end + RATE_HZ) * channelCount);
  for (const { at, samples, channel } of turns) {
    samples.forEach((sample, index) => {
      out[(at + index) * channelCount + channel] = sample * 0.8;
    });
  }
  return out;
}

function spoken(text: string, voice: string): Float32Array {
  const file = join(scratch, 'turn.wav');
  run('flite', ['-voice', voice, '--setf', `duration_stretch=${SLOWNESS}`, '-t', text, '-o', file]);
  run('ffmpeg', ['-y', '-v', 'error', '-i', file, '-f', 'f32le', '-ar', `${RATE_HZ}`, '-ac', '1', `${file}.f32`]);
  return new Float32Array(new Uint8Array(readFileSync(`${file}.f32`)).buffer);
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? `exit code ${status}`}`);
}

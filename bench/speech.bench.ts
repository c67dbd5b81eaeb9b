import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SpokenSegment } from '@earshot/speech';
import { type Effort, type Figure, round } from './measure.ts';
import { type KnownRecording, makeRecordings, missingPackages } from './speech/make-recordings.ts';
import { mixedDialogues } from './speech/mixed-dialogues.ts';
import { nonSpeech } from './speech/non-speech.ts';
import { missingForPieces } from './speech/piece-sources.ts';
import { piecesUnderstood } from './speech/pieces-understood.ts';
import { RATE_HZ, writeSound } from './speech/sound-files.ts';
import { speakerConfusion } from './speech/speaker-confusion.ts';
import { errorRate, type WordErrors, wordErrors } from './speech/word-error-rate.ts';

interface Heard {
  readonly segments: readonly SpokenSegment[];
  readonly durationMs: number;
  /** Of all threads, from opening the recording to the end of the analysis. */
  readonly cpuMs: number;
  readonly peakKb: number;
}

const FOLDER = join(tmpdir(), 'earshot-speech-recordings');
const TICKS_PER_S = 100;
const EXAMPLE = fileURLToPath(
  new URL('../examples/recordings/parcel-locker-will-not-open_20261105T0917Z.wav', import.meta.url),
);

/** The Debian packages that the recordings are made from, as far as they are missing. The short run needs none. */
export function missingForSpeech({ smoke }: Effort): readonly string[] {
  return smoke ? [] : [...new Set([...missingPackages(), ...missingForPieces()])];
}

/**
 * `wer-*`: words that were heard wrongly, in percent, with the base model. `diarization`: time
 * given to the wrong speaker, in percent. `rtf-stereo`: CPU seconds that a second of stereo takes, on all threads, language
 * parts included. `rss-1h`: memory that an hour of it takes. `non-speech-words`: words heard where nobody speaks. The
 * recordings are made from Debian's packages; the short run listens to one of the examples, with the tiny model.
 */
export async function* speechBenchmarks({ smoke }: Effort): AsyncGenerator<Figure> {
  if (smoke) {
    const { durationMs, cpuMs } = await hear(EXAMPLE, 'tiny');
    yield {
      name: 'rtf-mono-tiny',
      value: round(cpuMs / durationMs),
      limit: 0.5,
      better: 'lower',
      note: 'one example',
    };
    return;
  }
  const recordings = makeRecordings(FOLDER);
  const errors = new Map<KnownRecording['kind'], WordErrors[]>();
  for (const { kind, path, transcripts } of recordings) {
    if (kind === 'hold-music' || kind === 'long') continue;
    const { segments } = await hear(path);
    for (const [channel, said] of transcripts.entries()) {
      const own = segments.filter((segment) => transcripts.length === 1 || segment.channel === channel);
      const counts = wordErrors(said, own.map(({ text }) => text).join(' '));
      errors.set(kind, [...(errors.get(kind) ?? []), counts]);
    }
  }
  const of = (...kinds: KnownRecording['kind'][]) => kinds.flatMap((kind) => errors.get(kind) ?? []);
  yield rate('wer-real', 2.3, of('real'));
  yield rate('wer-all', 2.4, of('real', 'synthetic'));
  yield rate('wer-noise-10db', 4, of('noise-10db'));
  yield rate('wer-mp3-16k', 3.5, of('mp3-16k'));
  yield rate('wer-8k', 3.5, of('plain-8k'));
  yield rate('wer-quiet', 3.5, of('quiet'));
  yield rate('wer-noise-5db', 4.5, of('noise-5db'));
  yield await diarization();
  yield* await long(recordings);
  yield await withoutSpeech(recordings);
  yield* piecesUnderstood(join(tmpdir(), 'earshot-speech-pieces'));
}

function rate(name: string, limit: number, counts: readonly WordErrors[]): Figure {
  const words = counts.reduce((sum, count) => sum + count.words, 0);
  return { name, value: round(errorRate(counts)), limit, better: 'lower', note: `% of ${words} words` };
}

async function long(recordings: readonly KnownRecording[]): Promise<Figure[]> {
  const path = recordings.find(({ kind }) => kind === 'long')?.path ?? EXAMPLE;
  const { durationMs, cpuMs, peakKb } = await hear(path);
  const note = `${Math.round(durationMs / 60_000)} min of stereo, base model, language parts included`;
  return [
    { name: 'rtf-stereo', value: round(cpuMs / durationMs), limit: 0.12, better: 'lower', note },
    { name: 'rss-1h', value: Math.round(peakKb / 1_024), limit: 800, better: 'lower', note: `MB peak, ${note}` },
  ];
}

async function diarization(): Promise<Figure> {
  let [wrong, counted] = [0, 0];
  for (const { name, sound, turns } of mixedDialogues('test')) {
    const path = join(FOLDER, `dialogue-${name}.wav`);
    writeSound(path, [sound], 'telephone');
    const { segments, durationMs } = await hear(path);
    const ticks = (samples: number) => samples / (RATE_HZ / TICKS_PER_S);
    const known = turns.map(({ speaker, start, end }) => ({ speaker, start: ticks(start), end: ticks(end) }));
    const found = segments.map(({ speaker, startMs, endMs }) => ({
      speaker,
      start: (startMs * TICKS_PER_S) / 1000,
      end: (endMs * TICKS_PER_S) / 1000,
    }));
    const confusion = speakerConfusion(known, found, Math.floor((durationMs * TICKS_PER_S) / 1000));
    wrong += confusion.wrong;
    counted += confusion.counted;
  }
  const note = `% of ${Math.round(counted / TICKS_PER_S)} s of mono dialogues, the wrong speaker; two voices of one sex`;
  return { name: 'diarization', value: round((100 * wrong) / counted), limit: 8, better: 'lower', note };
}

async function withoutSpeech(recordings: readonly KnownRecording[]): Promise<Figure> {
  const music = recordings.filter(({ kind }) => kind === 'hold-music').map(({ path }) => path);
  const paths = await nonSpeech(join(FOLDER, 'non-speech'), music);
  let words = 0;
  for (const path of paths) words += (await hear(path)).segments.flatMap((segment) => segment.words).length;
  const note = `in ${paths.length} recordings of noise, tones, music and silence, 5 min each`;
  return { name: 'non-speech-words', value: words, limit: 0, better: 'lower', note };
}

/** Listens in a process of its own, set up as the local analyzer's. */
function hear(path: string, model = 'base'): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./speech-child.ts', import.meta.url), [path, model], {
      execArgv: ['--max-semi-space-size=1'],
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (heard: Heard) => {
      resolve(heard);
      child.kill();
    });
    child.once('exit', (code) => reject(new Error(`listening to ${path} ended with exit code ${code}`)));
  });
}

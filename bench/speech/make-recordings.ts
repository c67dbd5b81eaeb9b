import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asteriskPrompts, type Prompt } from './asterisk-prompts.ts';
import { type Dialogue, DOUBLE_CHARGE, NO_INTERNET } from './dialogues.ts';
import { activeLevel, type FORMATS, join, RATE_HZ, readSound, silence, writeSound } from './sound-files.ts';
import { speak, type Voice } from './synthesis.ts';

/** A recording whose words are known. */
export interface KnownRecording {
  readonly name: string;
  readonly path: string;
  readonly kind:
    | 'real'
    | 'synthetic'
    | 'noise-10db'
    | 'noise-5db'
    | 'mp3-16k'
    | 'plain-8k'
    | 'quiet'
    | 'hold-music'
    | 'long';
  /** What is said in each channel. */
  readonly transcripts: readonly string[];
}

const PACKAGES: Readonly<Record<string, string>> = {
  '/usr/bin/ffmpeg': 'ffmpeg',
  '/usr/bin/flite': 'flite',
  '/usr/bin/text2wave': 'festival',
  '/usr/share/festival/voices/us/cmu_us_slt_arctic_hts': 'festvox-us-slt-hts',
  '/usr/share/asterisk/sounds/en_US_f_Allison/demo-echotest.wav': 'asterisk-core-sounds-en-wav',
  '/usr/share/asterisk/sounds/en_US_f_Allison/demo-echotest.g722': 'asterisk-core-sounds-en-g722',
  '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz': 'asterisk-core-sounds-en',
  '/usr/share/asterisk/moh/macroform-cold_day.wav': 'asterisk-moh-opsound-wav',
  '/usr/share/pocketsphinx/test/data/librivox/transcription': 'pocketsphinx-testdata',
  '/usr/share/asterisk/sounds/fr_CA_f_June/activated.wav': 'asterisk-core-sounds-fr-wav',
  '/usr/share/asterisk/sounds/it_IT_m_Carlo/activated.wav': 'asterisk-core-sounds-it-wav',
  '/usr/share/asterisk/sounds/it_IT_f_Menardi/agent-pass.wav': 'asterisk-prompt-it-menardi-wav',
  '/usr/share/asterisk/sounds/ru_RU_f_IvrvoiceRU/activated.wav': 'asterisk-core-sounds-ru-wav',
};
const LIBRIVOX = '/usr/share/pocketsphinx/test/data/librivox';
const HOLD_MUSIC = '/usr/share/asterisk/moh';
const PROMPT_PAUSES_S = [0.5, 0.8, 1.1];
const TURN_PAUSES_S = [0.3, 0.6, 0.9];
const MIN_PER_RECORDING_S = 240;
const LONG_S = 3600;
/** The level of a quiet recording, in dB below full scale. */
const QUIET_DB = -45;

/** What has to be installed before recordings can be made: names of Debian packages. */
export function missingPackages(): string[] {
  return Object.entries(PACKAGES).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
}

/** Makes the recordings in a folder, unless they are there, and says what is said in them. Takes about two minutes. */
export function makeRecordings(folder: string): KnownRecording[] {
  const list = joinPath(folder, 'recordings-2.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8'));
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`first run: apt-get install ${missing.join(' ')}`);
  mkdirSync(folder, { recursive: true });
  const recordings: KnownRecording[] = [];
  const add = (
    name: string,
    kind: KnownRecording['kind'],
    format: keyof typeof FORMATS,
    channels: readonly Float32Array[],
    transcripts: readonly string[],
  ) => {
    const path = joinPath(folder, `${name}.${format === 'mp3At16k' ? 'mp3' : 'wav'}`);
    writeSound(path, channels, format);
    recordings.push({ name, path, kind, transcripts });
  };

  const prompts = asteriskPrompts('wav');
  const utterances = librivox();
  for (const [index, { sound, text }] of inRecordings(prompts).entries()) {
    add(`asterisk-8k-${index + 1}`, 'real', 'telephone', [sound], [text]);
    add(`asterisk-mp3-${index + 1}`, 'mp3-16k', 'mp3At16k', [sound], [text]);
    add(`asterisk-noisy-${index + 1}`, 'noise-10db', 'telephone', [withPinkNoise(sound, 10)], [text]);
    add(`asterisk-very-noisy-${index + 1}`, 'noise-5db', 'telephone', [withPinkNoise(sound, 5)], [text]);
  }
  const wideband = [
    ...inRecordings(asteriskPrompts('g722')).map((parts, index) => ({ name: `asterisk-g722-${index + 1}`, ...parts })),
    { name: 'librivox', ...joinPrompts(utterances) },
  ];
  for (const { name, sound, text } of wideband) {
    add(name, 'real', 'wideband', [sound], [text]);
    add(`${name}-plain-8k`, 'plain-8k', 'narrowband', [sound], [text]);
    add(`${name}-quiet`, 'quiet', 'wideband', [atLevel(sound, QUIET_DB)], [text]);
  }
  const read = joinPrompts(utterances);
  add('librivox-very-noisy', 'noise-5db', 'telephone', [withPinkNoise(read.sound, 5)], [read.text]);
  const real = realCall(prompts, utterances);
  add('asterisk-librivox-call-8k', 'real', 'telephone', real.channels, real.transcripts);
  for (const [name, dialogue, voices] of [
    ['flite-call', DOUBLE_CHARGE, ['slt', 'rms']],
    ['festival-call', NO_INTERNET, ['slt-hts', 'rms']],
  ] as const) {
    const { channels, transcripts } = call(dialogue, voices);
    add(`${name}-16k`, 'synthetic', 'wideband', channels, transcripts);
    add(`${name}-8k`, 'synthetic', 'telephone', channels, transcripts);
  }
  for (const name of [
    'macroform-cold_day',
    'macroform-robot_dity',
    'macroform-the_simplicity',
    'reno_project-system',
  ]) {
    add(`hold-${name}`, 'hold-music', 'telephone', [readSound(`${HOLD_MUSIC}/${name}.wav`)], ['']);
  }
  const long = repeated(real, LONG_S);
  add('long-call-8k', 'long', 'telephone', long.channels, long.transcripts);
  writeFileSync(list, JSON.stringify(recordings, undefined, 1));
  return recordings;
}

/** Prompts one after the other, divided into recordings of at least {@link MIN_PER_RECORDING_S}. */
function inRecordings(prompts: readonly Prompt[]): { sound: Float32Array; text: string }[] {
  const groups: Prompt[][] = [[]];
  let seconds = 0;
  for (const prompt of prompts) {
    if (seconds >= MIN_PER_RECORDING_S) {
      groups.push([]);
      seconds = 0;
    }
    groups.at(-1)?.push(prompt);
    seconds += prompt.sound.length / RATE_HZ;
  }
  return groups.map(joinPrompts);
}

function joinPrompts(prompts: readonly Prompt[]): { sound: Float32Array; text: string } {
  const sounds = prompts.flatMap(({ sound }, index) => [sound, silence(inTurn(PROMPT_PAUSES_S, index))]);
  return { sound: join([silence(0.5), ...sounds]), text: prompts.map(({ text }) => text).join('\n') };
}

function librivox(): Prompt[] {
  const lines = readFileSync(`${LIBRIVOX}/transcription`, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, text, name] = /^<s> (.*) <\/s> \((.*)\)$/.exec(line) ?? [];
    return text === undefined || name === undefined
      ? []
      : [{ name, text, sound: readSound(`${LIBRIVOX}/${name}.wav`) }];
  });
}

interface Call {
  readonly channels: readonly [Float32Array, Float32Array];
  readonly transcripts: readonly [string, string];
}

/** Two voices in turns, left and right. */
function inTurns(turns: readonly Prompt[]): Call {
  const sounds: [Float32Array[], Float32Array[]] = [[silence(0.5)], [silence(0.5)]];
  const texts: [string[], string[]] = [[], []];
  for (const [index, { sound, text }] of turns.entries()) {
    const [speaker, listener] = index % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    const pause = silence(inTurn(TURN_PAUSES_S, index));
    sounds[speaker].push(sound, pause);
    sounds[listener].push(new Float32Array(sound.length), pause);
    texts[speaker].push(text);
  }
  return { channels: [join(sounds[0]), join(sounds[1])], transcripts: [texts[0].join('\n'), texts[1].join('\n')] };
}

function call(dialogue: Dialogue, voices: readonly [Voice, Voice]): Call {
  return inTurns(
    dialogue.map((text, index) => {
      const voice = voices[index % 2 === 0 ? 0 : 1];
      return { name: voice, text, sound: speak(text, voice) };
    }),
  );
}

/** Two people who really spoke, but not with each other. The one with less to say ends it. */
function realCall(left: readonly Prompt[], right: readonly Prompt[]): Call {
  const step = Math.floor(left.length / right.length);
  return inTurns(right.flatMap((utterance, index) => [left[index * step] ?? utterance, utterance]));
}

function repeated({ channels, transcripts }: Call, seconds: number): Call {
  const times = Math.ceil((seconds * RATE_HZ) / channels[0].length);
  const many = <T>(item: T) => Array.from({ length: times }, () => item);
  const sound = (channel: Float32Array) => join(many(channel)).subarray(0, seconds * RATE_HZ);
  const text = (transcript: string) => many(transcript).join('\n');
  return {
    channels: [sound(channels[0]), sound(channels[1])],
    transcripts: [text(transcripts[0]), text(transcripts[1])],
  };
}

/** A sound made louder or softer, so that it has this level in dB where it is not silent. */
function atLevel(sound: Float32Array, db: number): Float32Array {
  const gain = 10 ** (db / 20) / activeLevel(sound);
  return sound.map((sample) => gain * sample);
}

/** Adds pink noise that is so many dB below what is said. Always the same noise. */
export function withPinkNoise(sound: Float32Array, snrDb: number): Float32Array {
  const source = `anoisesrc=color=pink:seed=1:sample_rate=${RATE_HZ}:duration=${sound.length / RATE_HZ + 1}`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-f', 'f32le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 31 });
  const noise = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const noiseLevel = Math.sqrt(noise.reduce((sum, sample) => sum + sample * sample, 0) / noise.length);
  const gain = (activeLevel(sound) / noiseLevel) * 10 ** (-snrDb / 20);
  return sound.map((sample, index) => sample + gain * (noise[index] ?? 0));
}

function inTurn(values: readonly number[], index: number): number {
  return values[index % values.length] ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? joinPath(tmpdir(), 'earshot-speech-recordings');
  for (const { kind, path } of makeRecordings(folder)) console.log(kind.padEnd(12), path);
}

import { readdirSync } from 'node:fs';
import { DOUBLE_CHARGE, NO_INTERNET } from './dialogues.ts';
import { activeLevel, join, RATE_HZ, readSound, silence } from './sound-files.ts';
import { speak } from './synthesis.ts';

/** A turn of a dialogue, in samples. */
interface Turn {
  readonly speaker: number;
  readonly start: number;
  readonly end: number;
}

/** A dialogue in one channel of which is known who speaks when. */
export interface MixedDialogue {
  readonly name: string;
  readonly sound: Float32Array;
  readonly turns: readonly Turn[];
}

const SOUNDS = '/usr/share/asterisk/sounds';
const LIBRIVOX = '/usr/share/pocketsphinx/test/data/librivox';
/** People whose prompts Debian packs, a reader, and synthetic voices made from recordings of people. */
const VOICES: Readonly<Record<string, () => Float32Array[]>> = {
  Allison: () => prompts('en_US_f_Allison'),
  June: () => prompts('fr_CA_f_June'),
  Menardi: () => prompts('it_IT_f_Menardi'),
  Russian: () => prompts('ru_RU_f_IvrvoiceRU'),
  Carlo: () => prompts('it_IT_m_Carlo'),
  reader: () => [...soundsIn(LIBRIVOX, /\.wav$/)].flatMap(phrases),
  rms: () => DOUBLE_CHARGE.map((text) => speak(text, 'rms')),
  awb: () => NO_INTERNET.map((text) => speak(text, 'awb')),
  kal: () => NO_INTERNET.map((text) => speak(text, 'kal')),
};
/** Voices of the same sex. June, the Russian narrator and rms are in both parts, with other partners. */
const DIALOGUES = {
  tuning: [['June', 'Russian'], ['awb', 'rms'], ['June']],
  test: [
    ['Allison', 'Menardi'],
    ['Allison', 'reader'],
    ['Menardi', 'June'],
    ['Carlo', 'rms'],
    ['Carlo', 'kal'],
    ['Allison', 'Russian'],
  ],
} as const;
const LENGTH_S = 120;
/** What is between two turns: less than nothing is talking over each other. */
const PAUSES_S = [0.3, -0.4, 0.15, 0.6, 0.05];
const LONGEST_BACKCHANNEL_S = 1.1;
const VOICE_LEVEL = 0.08;

/** Dialogues with turns of 2 to 9 s, with overlaps, and with backchannels in every third turn. */
export function mixedDialogues(part: keyof typeof DIALOGUES): MixedDialogue[] {
  return DIALOGUES[part].map((names) => ({ name: names.join('-'), ...mixed(names.map((name) => said(name))) }));
}

interface Voice {
  readonly turns: readonly Float32Array[];
  readonly backchannels: readonly Float32Array[];
}

function said(name: string): Voice {
  const sounds = (VOICES[name]?.() ?? []).map((sound) => {
    const gain = VOICE_LEVEL / activeLevel(sound);
    return sound.map((sample) => gain * sample);
  });
  const isShort = ({ length }: Float32Array) => length <= LONGEST_BACKCHANNEL_S * RATE_HZ;
  const long = sounds.filter((sound) => !isShort(sound));
  // One, two or three of them make a turn.
  const turns: Float32Array[] = [];
  for (let at = 0; at < long.length; ) {
    const count = 1 + (turns.length % 3);
    turns.push(join(long.slice(at, at + count)));
    at += count;
  }
  const short = sounds.filter(isShort);
  return { turns, backchannels: short.length > 0 ? short : long.map((sound) => sound.subarray(0, 0.6 * RATE_HZ)) };
}

function mixed(voices: readonly Voice[]): Omit<MixedDialogue, 'name'> {
  const sound = silence(LENGTH_S);
  const turns: Turn[] = [];
  const add = (speaker: number, start: number, what: Float32Array) => {
    const end = Math.min(start + what.length, sound.length);
    for (let at = start; at < end; at++) (sound[at] as number) += what[at - start] as number;
    turns.push({ speaker, start, end });
  };
  let at = RATE_HZ;
  for (let index = 0; at < sound.length - RATE_HZ; index++) {
    const speaker = index % voices.length;
    const turn = nth(voices[speaker]?.turns ?? [], Math.floor(index / voices.length));
    add(speaker, at, turn);
    if (index % 3 === 2 && voices.length > 1) {
      const listener = (index + 1) % voices.length;
      add(listener, at + Math.floor(turn.length / 2), nth(voices[listener]?.backchannels ?? [], index));
    }
    at += turn.length + Math.round((PAUSES_S[index % PAUSES_S.length] as number) * RATE_HZ);
  }
  return { sound, turns };
}

function nth(sounds: readonly Float32Array[], index: number): Float32Array {
  return sounds[index % sounds.length] ?? new Float32Array();
}

/** Every third of the prompts that aren't the silent ones or tones, up to two minutes. */
function prompts(folder: string): Float32Array[] {
  const chosen: Float32Array[] = [];
  let length = 0;
  for (const sound of soundsIn(`${SOUNDS}/${folder}`, /^(?!beep|.*tone|silence).*\.wav$/)) {
    chosen.push(sound);
    length += sound.length;
    if (length > LENGTH_S * RATE_HZ) break;
  }
  return chosen;
}

function* soundsIn(folder: string, wanted: RegExp): Generator<Float32Array> {
  const names = readdirSync(folder).filter((name) => wanted.test(name));
  for (const [index, name] of names.sort().entries()) {
    if (index % 3 === 0 || names.length < 20) yield trimmed(readSound(`${folder}/${name}`));
  }
}

/** Without the silence before and after. */
function trimmed(sound: Float32Array): Float32Array {
  const least = activeLevel(sound) / 10;
  const first = sound.findIndex((sample) => Math.abs(sample) > least);
  const last = sound.findLastIndex((sample) => Math.abs(sample) > least);
  return sound.subarray(Math.max(0, first), last + 1);
}

/** A long sentence in parts of 4 s. */
function phrases(sound: Float32Array): Float32Array[] {
  const length = 4 * RATE_HZ;
  return Array.from({ length: Math.floor(sound.length / length) }, (_, at) =>
    sound.subarray(at * length, (at + 1) * length),
  );
}

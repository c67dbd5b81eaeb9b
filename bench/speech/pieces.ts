import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Condition, inCondition } from './conditions.ts';
import { joined, PASSAGES, type Part, REAL_VOICES, realClips, spokenPassage } from './piece-sources.ts';
import { RATE_HZ, writeSound } from './sound-files.ts';
import type { Voice } from './synthesis.ts';

/** A recording in one language, to find out whether its language is recognized as English or not. */
export interface Piece {
  readonly name: string;
  readonly path: string;
  readonly language: string;
  readonly voice: string;
  readonly real: boolean;
  readonly condition: Condition;
  readonly seconds: number;
}

/** Shorter pieces don't count: in so few words, two models agree or differ by chance. */
export const MIN_S = 20;

/** Whether a piece counts for the figures that have limits. */
export function isCounted({ seconds, condition }: Piece): boolean {
  return seconds >= MIN_S && COUNTED.includes(condition);
}

const LENGTHS_S = [22, 30, 40, 52];
const SHORT_LENGTHS_S = [4, 6, 8, 11];
const COUNTED: readonly Condition[] = ['wideband', 'telephone', 'mp3-16k'];
const DIFFICULT: readonly Condition[] = ['noise-10db', 'far-field', 'noise-5db'];
const TUNING: readonly Condition[] = [...COUNTED, 'noise-10db', 'far-field'];

type RealName = keyof typeof REAL_VOICES;

/** How many pieces of each voice there are: of those that count, in difficult conditions, and short ones. */
const REAL: Readonly<Record<Part, Partial<Record<RealName, readonly [number, number, number]>>>> = {
  tuning: { mexican: [6, 0, 5], colombian: [5, 0, 0], june: [6, 0, 5], armelle: [5, 0, 0], allison: [10, 3, 10] },
  test: {
    mexican: [3, 1, 3],
    colombian: [3, 0, 2],
    june: [3, 1, 3],
    armelle: [3, 0, 2],
    carlo: [3, 1, 3],
    menardi: [3, 0, 2],
    ivrvoice: [3, 1, 3],
    nsh: [3, 0, 2],
    allison: [12, 9, 20],
  },
};
/** Voices for the passages of a language: each passage in each of them. */
const SYNTHETIC: Readonly<Record<Part, Readonly<Record<string, readonly Voice[]>>>> = {
  tuning: {
    de: ['espeak:de', 'espeak:de+f3'],
    pl: ['espeak:pl'],
    nl: ['espeak:nl', 'espeak:nl+f2'],
    cs: ['festival:czech_dita', 'festival:czech_ph'],
    hi: ['espeak:hi'],
    hu: ['espeak:hu', 'espeak:hu+f2'],
  },
  test: {
    de: ['espeak:de+m4', 'espeak:de+f5'],
    pl: ['espeak:pl+f4'],
    nl: ['espeak:nl+m5'],
    cs: ['festival:czech_machac'],
    hi: ['espeak:hi+f4'],
    fi: ['festival:suo_fi_lj_diphone'],
    pt: ['espeak:pt'],
    ca: ['festival:upc_ca_ona_hts'],
    tr: ['espeak:tr'],
    zh: ['espeak:cmn'],
    sv: ['espeak:sv+f3'],
  },
};
/** English passages are spoken by voices in turn. */
const ENGLISH: Readonly<Record<Part, { readonly voices: readonly Voice[]; readonly pieces: number }>> = {
  tuning: {
    voices: [
      'rms',
      'espeak:en-us',
      'kal',
      'espeak:en-gb',
      'espeak:en-gb-x-rp',
      'festival:kal_diphone',
      'espeak:en-us+f2',
    ],
    pieces: 35,
  },
  test: {
    voices: [
      'slt',
      'espeak:en-gb-scotland',
      'awb',
      'espeak:en-029',
      'festival:ked_diphone',
      'espeak:en-us-nyc',
      'slt-hts',
      'espeak:en-gb-x-gbclan',
      'espeak:en-us+f4',
      'espeak:en-gb-x-gbcwmd+f3',
      'espeak:en-gb+m5',
    ],
    pieces: 42,
  },
};

/** Makes the pieces of a part in a folder, unless they are there. Takes about a minute. */
export function makePieces(folder: string, part: Part): Piece[] {
  const own = join(folder, part);
  const list = join(own, 'pieces.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8'));
  mkdirSync(own, { recursive: true });
  const pieces: Piece[] = [];
  const add = (sound: Float32Array, facts: Pick<Piece, 'language' | 'voice' | 'real' | 'condition'>) => {
    const name = `${facts.language}-${facts.voice.replace(/\W+/g, '-')}-${facts.condition}-${pieces.length}`;
    const spoilt = inCondition(sound, facts.condition);
    const path = join(own, `${name}.${spoilt.format === 'mp3At16k' ? 'mp3' : 'wav'}`);
    writeSound(path, [spoilt.sound], spoilt.format);
    pieces.push({ name, path, ...facts, seconds: Math.round(sound.length / RATE_HZ) });
  };
  for (const { sound, facts } of realPieces(part)) add(sound, facts);
  for (const { sound, facts } of syntheticPieces(part)) add(sound, facts);
  writeFileSync(list, JSON.stringify(pieces, undefined, 1));
  return pieces;
}

interface MadePiece {
  readonly sound: Float32Array;
  readonly facts: Pick<Piece, 'language' | 'voice' | 'real' | 'condition'>;
}

function* realPieces(part: Part): Generator<MadePiece> {
  for (const [name, counts] of Object.entries(REAL[part])) {
    const from = REAL_VOICES[name as RealName];
    const { language, voice } = from;
    const [counted, difficult, short] = counts;
    for (const [pieces, conditions, lengths] of [
      [counted, part === 'tuning' ? TUNING : COUNTED, LENGTHS_S],
      [difficult, DIFFICULT, LENGTHS_S],
      [short, COUNTED, SHORT_LENGTHS_S],
    ] as const) {
      const clips = realClips(from, part);
      for (let index = 0; index < pieces; index++) {
        const sound = joined(clips, inTurn(lengths, index));
        if (sound === undefined) throw new Error(`${voice} has too few recordings`);
        yield { sound, facts: { language, voice, real: true, condition: inTurn(conditions, index) } };
      }
    }
  }
  if (part === 'tuning') return;
  const { language, voice } = REAL_VOICES.librivox;
  const sound = joined(realClips(REAL_VOICES.librivox, part), MIN_S);
  if (sound === undefined) throw new Error('LibriVox has too few recordings');
  for (const condition of COUNTED) yield { sound, facts: { language, voice, real: true, condition } };
}

function* syntheticPieces(part: Part): Generator<MadePiece> {
  let index = 0;
  for (const [language, voices] of Object.entries(SYNTHETIC[part])) {
    for (const voice of voices) {
      for (const text of PASSAGES[language]?.[part] ?? []) {
        const condition = inTurn(part === 'tuning' ? TUNING : COUNTED, index++);
        yield { sound: spokenPassage(text, voice), facts: { language, voice, real: false, condition } };
      }
    }
  }
  const { voices, pieces } = ENGLISH[part];
  const texts = PASSAGES['en']?.[part] ?? [];
  for (let piece = 0; piece < pieces; piece++) {
    const voice = inTurn(voices, piece + Math.floor(piece / (texts.length * voices.length)));
    const condition = inTurn(part === 'tuning' ? TUNING : COUNTED, piece);
    const sound = spokenPassage(inTurn(texts, piece), voice);
    yield { sound, facts: { language: 'en', voice, real: false, condition } };
  }
}

function inTurn<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('nothing to take in turn');
  return value;
}

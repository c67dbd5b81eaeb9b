import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { join, RATE_HZ, readSound, silence } from './sound-files.ts';
import { speak, type Voice } from './synthesis.ts';

/** Limits are set on the `tuning` part. The `test` part is only for measuring, once they are set. */
export type Part = 'tuning' | 'test';

/** Someone who really spoke: a folder of short recordings, each a sentence or two. */
export interface RealVoice {
  readonly language: string;
  readonly voice: string;
  readonly folder: string;
  readonly extension: string;
}

const SOUNDS = '/usr/share/asterisk/sounds';
const asterisk = (language: string, voice: string, extension = 'g722'): RealVoice => ({
  language,
  voice,
  folder: joinPath(SOUNDS, voice),
  extension,
});

/** Debian's recordings of people, by a name of our own. */
export const REAL_VOICES = {
  allison: asterisk('en', 'en_US_f_Allison'),
  mexican: asterisk('es', 'es_MX_f_Allison'),
  colombian: asterisk('es', 'es', 'gsm'),
  june: asterisk('fr', 'fr_CA_f_June'),
  armelle: asterisk('fr', 'fr', 'gsm'),
  carlo: asterisk('it', 'it_IT_m_Carlo'),
  menardi: asterisk('it', 'it_IT_f_Menardi', 'wav'),
  ivrvoice: asterisk('ru', 'ru_RU_f_IvrvoiceRU'),
  nsh: {
    language: 'ru',
    voice: 'msu_ru_nsh',
    folder: '/usr/share/festival/voices/russian/msu_ru_nsh_clunits/wav',
    extension: 'wav',
  },
  librivox: {
    language: 'en',
    voice: 'librivox',
    folder: '/usr/share/pocketsphinx/test/data/librivox',
    extension: 'wav',
  },
} as const satisfies Record<string, RealVoice>;

/** Sounds among Asterisk's prompts that are no speech, or speech in another language than the rest. */
const NO_SPEECH = /^(beep|tt-|ascending|descending|silence|ring|spy|.*tone|hello-world|demo-nogo)/;
const SHORTEST_CLIP_S = 1.5;
const LONGEST_CLIP_S = 20;
const PAUSES_S = [0.5, 0.8, 1.1];

/** The part that a recording's name falls to. A prompt has the same name in every language, and belongs to one part. */
function partOf(name: string): Part {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return (hash >>> 15) % 2 === 0 ? 'tuning' : 'test';
}

/** The recordings of a voice that belong to a part, in an order that is always the same and not the alphabet's. */
export function* realClips({ folder, extension, voice }: RealVoice, part: Part): Generator<Float32Array> {
  const names = readdirSync(folder).filter((name) => name.endsWith(`.${extension}`) && !NO_SPEECH.test(name));
  const own = names.map((name) => name.slice(0, -extension.length - 1)).filter((name) => within(voice, name, part));
  for (const name of own.sort((a, b) => hashOrder(a) - hashOrder(b))) {
    const sound = readSound(joinPath(folder, `${name}.${extension}`));
    const seconds = sound.length / RATE_HZ;
    if (seconds >= SHORTEST_CLIP_S && seconds <= LONGEST_CLIP_S) yield sound;
  }
}

/** There are so few recordings of LibriVox that all are in the test part. */
function within(voice: string, name: string, part: Part): boolean {
  return voice === 'librivox' ? part === 'test' : partOf(name) === part;
}

function hashOrder(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash, 31) + byte;
  return (hash >>> 0) % 9_973;
}

/** Recordings one after the other, until there are so many seconds. `undefined` when there aren't. */
export function joined(clips: Iterator<Float32Array>, seconds: number): Float32Array | undefined {
  const sounds = [silence(0.3)];
  for (let length = 0, index = 0; length < seconds; index++) {
    const { value, done } = clips.next();
    if (done === true) return undefined;
    sounds.push(value, silence(PAUSES_S[index % PAUSES_S.length] ?? 0));
    length += value.length / RATE_HZ + (PAUSES_S[index % PAUSES_S.length] ?? 0);
  }
  return join(sounds);
}

type Passages = Readonly<Record<string, Readonly<Record<Part, readonly string[]>>>>;

/** Our own texts, by language. */
export const PASSAGES: Passages = JSON.parse(readFileSync(new URL('./passages.json', import.meta.url), 'utf8'));

/** A passage, sentence by sentence, with pauses between them. */
export function spokenPassage(text: string, voice: Voice): Float32Array {
  const sentences = text.split(/(?<=[.?!])\s+|(?<=[。？।])\s*/).filter((sentence) => sentence !== '');
  return join([
    silence(0.3),
    ...sentences.flatMap((sentence, index) => [
      speak(sentence, voice),
      silence(PAUSES_S[index % PAUSES_S.length] ?? 0),
    ]),
  ]);
}

/** The Debian packages that the pieces are made from, as far as they are missing. */
export function missingForPieces(): string[] {
  return Object.entries({
    [SOUNDS]: 'asterisk-core-sounds-en-g722',
    [`${REAL_VOICES.mexican.folder}/agent-pass.g722`]: 'asterisk-core-sounds-es-g722',
    [`${REAL_VOICES.june.folder}/agent-pass.g722`]: 'asterisk-core-sounds-fr-g722',
    [`${REAL_VOICES.carlo.folder}/agent-pass.g722`]: 'asterisk-core-sounds-it-g722',
    [`${REAL_VOICES.ivrvoice.folder}/agent-pass.g722`]: 'asterisk-core-sounds-ru-g722',
    [`${REAL_VOICES.colombian.folder}/agent-pass.gsm`]: 'asterisk-prompt-es-co',
    [`${REAL_VOICES.armelle.folder}/agent-pass.gsm`]: 'asterisk-prompt-fr-armelle',
    [`${REAL_VOICES.menardi.folder}/agent-pass.wav`]: 'asterisk-prompt-it-menardi-wav',
    [REAL_VOICES.nsh.folder]: 'festvox-ru',
    '/usr/bin/espeak-ng': 'espeak-ng',
    '/usr/share/festival/voices/czech/czech_dita': 'festvox-czech-dita',
    '/usr/share/festival/voices/czech/czech_machac': 'festvox-czech-machac',
    '/usr/share/festival/voices/czech/czech_ph': 'festvox-czech-ph',
    '/usr/share/festival/voices/finnish/suo_fi_lj_diphone': 'festvox-suopuhe-lj',
    '/usr/share/festival/voices/finnish/hy_fi_mv_diphone': 'festvox-suopuhe-mv',
    '/usr/share/festival/voices/catalan/upc_ca_ona_hts': 'festvox-ca-ona-hts',
    '/usr/share/festival/voices/english/kal_diphone': 'festvox-kallpc16k',
    '/usr/share/festival/voices/english/ked_diphone': 'festvox-kdlpc16k',
  }).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
}

import { createHash } from 'node:crypto';
import { CallHash, CallId, type CallRecord, type TranscriptSegment } from '@earshot/core';

/** Words of calls, the frequent ones first. */
const FREQUENT =
  'the I you to and a it is that your for of have in my on can me was not this just with so but we do be are what ok ' +
  'yes no if will at now let get would right know see there account here one please thank need when from call help they ' +
  'been how did because about order number all then out up an back could as make sure sorry day more still time card ' +
  'charge refund bill payment email name check week today send phone service moment last address plan month cancel line ' +
  'delivery morning internet question problem agent customer speak password tomorrow invoice replacement technician ' +
  'appointment subscription contract balance router warranty insurance complaint supervisor discount statement transfer ' +
  'policy coverage upgrade package schedule install signal outage duplicate dispute fraud deposit interest mortgage claim';

const ONSETS =
  'b c d f g h j k l m n p r s t v w b c d f g h k l m n p r s t v w bl br ch cr dr fl gr pl qu sh st th tr';
const VOWELS = 'a e i o u a e i o a e ai ea ee ie oo ou y';
const CODAS = '- - - - - - - - n r s t l m d n r s t l ck ll nd ng nt rd rt ss st tt';

/** How many words are names: of people, streets and things. Most of them are rare. */
const NAMES = 12_000;

/** Numbers from 0 to 1, the same ones each time. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** What is said in calls: words as often as Zipf's law has it. */
export class Language {
  readonly #chance: () => number;
  readonly #words: readonly string[];
  readonly #shares: readonly number[];

  constructor(seed: number) {
    this.#chance = chanceFrom(seed);
    const [onsets, vowels, codas] = [ONSETS.split(' '), VOWELS.split(' '), CODAS.replaceAll('-', '').split(' ')];
    const syllable = () => this.one(onsets) + this.one(vowels) + this.one(codas);
    const names = new Set<string>();
    while (names.size < NAMES) names.add(Array.from({ length: this.between(1, 3) }, syllable).join(''));
    this.#words = [...FREQUENT.split(' '), ...names];
    let sum = 0;
    this.#shares = this.#words.map((_, rank) => (sum += 1 / (rank + 3)));
  }

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.#chance() * values.length)] as T;
  }

  /** The word that is the nth most frequent. */
  word(rank: number): string {
    return this.#words[rank] as string;
  }

  sentence(length: number): string {
    const said = Array.from({ length }, () => this.#anyWord()).join(' ');
    return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.#chance() * (most - least + 1));
  }

  #anyWord(): string {
    const wanted = this.#chance() * (this.#shares.at(-1) as number);
    let [low, high] = [0, this.#shares.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shares[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.word(low);
  }
}

const CATEGORIES = ['Billing', 'Tech support', 'Sales', 'Complaints', 'Other'];

/** A finished call of 150 to 400 words, two speakers. */
export function spokenCall(index: number, language: Language): CallRecord {
  const callId = CallId.parse(`call-${index}`);
  const atMs = 1_790_000_000_000 + ((index * 7_919) % 1_000_003) * 1000;
  const segments: TranscriptSegment[] = [];
  for (let left = language.between(150, 400), startMs = 0; left > 0; ) {
    const length = Math.min(left, language.between(3, 25));
    const endMs = startMs + length * 400;
    const speaker = `spk_${segments.length % 2}`;
    segments.push({ index: segments.length, startMs, endMs, speaker, text: language.sentence(length) });
    left -= length;
    startMs = endMs;
  }
  return {
    hash: CallHash.parse(createHash('md5').update(callId).digest('hex')),
    callId,
    revision: 1,
    recordedAt: { ms: atMs, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs }],
    jobs: [],
    analysis: {
      callSummary: language.sentence(30),
      categories: [language.one(CATEGORIES)],
      topics: [language.word(language.between(80, 150)), language.word(language.between(80, 150))],
      transcript: { text: segments.map(({ text }) => text).join(' '), segments },
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
    },
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

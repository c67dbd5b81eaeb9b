import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { CallHash, CallId, type Embedder, type MomentsOfCall } from '@earshot/core';
import { Language } from '../search-calls.ts';

/** How many moments each call has. */
export const SEGMENTS = 40;
const RULES = 'bench';

/** What is said once in the whole corpus: an exact query must find it first. */
export interface Planted {
  readonly text: string;
  readonly query: string;
}

/** Where a moment's vector is: along the way from one base vector to another. */
interface Mixed {
  readonly from: number;
  readonly to: number;
  /** 0–1 */
  readonly share: number;
}

/**
 * Calls that sound like calls: each moment is a segment of the calls that the language models are trained with, now and then
 * followed by a name. So that there are no equal ones, a moment's vector is that of its segment, mixed with that of another one. The same calls each time.
 */
export class Corpus {
  readonly #embedder: Embedder;
  readonly #bases: readonly string[];
  readonly #language = new Language(7);
  readonly #mixed: Mixed[] = [];
  readonly #products: Float64Array;
  #vectors: readonly Float32Array[] = [];

  private constructor(embedder: Embedder, bases: readonly string[]) {
    this.#embedder = embedder;
    this.#bases = bases;
    this.#products = new Float64Array(bases.length ** 2);
  }

  /** @param bases how many segments to embed */
  static async of(embedder: Embedder, bases: number): Promise<Corpus> {
    const corpus = new Corpus(embedder, segments().slice(0, bases));
    corpus.#vectors = await embedder.embed(corpus.#bases, 'document');
    for (const [a, one] of corpus.#vectors.entries()) {
      for (const [b, other] of corpus.#vectors.entries()) {
        if (b >= a) corpus.#products[a * bases + b] = corpus.#products[b * bases + a] = dot(one, other);
      }
    }
    return corpus;
  }

  /** The next call. */
  call(number: number): MomentsOfCall {
    const mixed = Array.from({ length: SEGMENTS }, () => ({
      from: this.#language.between(0, this.#bases.length - 1),
      to: this.#language.between(0, this.#bases.length - 1),
      share: this.#language.between(5, 60) / 100,
    }));
    this.#mixed.push(...mixed);
    const texts = mixed.map(({ from }) => `${this.#bases[from]}${this.#name()}`);
    const call = callOf(number, texts);
    return { ...call, vectors: { model: this.#embedder.model, vectors: mixed.map((each) => this.#vector(each)) } };
  }

  /** The best moments for a query by exact cosines, as `<call> <position>`, of all calls so far. */
  nearest(query: Float32Array, count: number): string[] {
    const toBase = this.#vectors.map((vector) => dot(query, vector));
    const best: { at: number; cosine: number }[] = [];
    for (const [at, { from, to, share }] of this.#mixed.entries()) {
      const cosine =
        ((1 - share) * (toBase[from] as number) + share * (toBase[to] as number)) / this.#length({ from, to, share });
      if (best.length === count && cosine <= (best.at(-1)?.cosine ?? 0)) continue;
      best.push({ at, cosine });
      best.sort((a, b) => b.cosine - a.cosine);
      best.length = Math.min(best.length, count);
    }
    return best.map(({ at }) => `${Math.floor(at / SEGMENTS)} ${at % SEGMENTS}`);
  }

  #name(): string {
    return this.#language.between(0, 9) === 0 ? ` ${this.#language.word(this.#language.between(150, 12_000))}.` : '';
  }

  #vector({ from, to, share }: Mixed): Float32Array {
    const length = this.#length({ from, to, share });
    const [one, other] = [this.#vectors[from] as Float32Array, this.#vectors[to] as Float32Array];
    return one.map((value, at) => ((1 - share) * value + share * (other[at] as number)) / length);
  }

  #length({ from, to, share }: Mixed): number {
    const product = this.#products[from * this.#bases.length + to] as number;
    return Math.sqrt((1 - share) ** 2 + share ** 2 + 2 * share * (1 - share) * product) || 1;
  }
}

/** A call with these texts, a speaker after the other. */
export function callOf(number: number, texts: readonly string[]): MomentsOfCall {
  const callId = CallId.parse(`call-${number}`);
  const atMs = 1_790_000_000_000 + number * 60_000;
  return {
    hash: CallHash.parse(createHash('md5').update(callId).digest('hex')),
    callId,
    recordCreatedAtMs: atMs,
    revision: 1,
    rules: RULES,
    recordedAtMs: atMs,
    categories: ['Billing'],
    agentName: `Agent ${number % 50}`,
    moments: texts.map((text, index) => ({
      index,
      source: 'speech',
      text,
      span: { startMs: index * 5_000, endMs: index * 5_000 + 4_000 },
      speaker: `spk_${index % 2}`,
      role: index % 2 === 0 ? 'agent' : 'customer',
      language: 'EN',
    })),
  };
}

/** Names and numbers that are said once. */
export function planted(count: number): Planted[] {
  const language = new Language(11);
  return Array.from({ length: count }, (_, at) => {
    const name = `${language.word(language.between(200, 12_000))}qu${at}wski`.replace(/\d+/, letters);
    const number = String(language.between(10_000_000, 99_999_999));
    const isName = at % 2 === 0;
    const text = isName ? `My name is ${name}, with a w in it.` : `The reference on the letter is ${number}.`;
    return { text, query: isName ? name : `reference ${number}` };
  });
}

function letters(digits: string): string {
  return [...digits].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** The distinct segments of the training calls, in the order of their files. */
function segments(): string[] {
  const folder = new URL('../../packages/language/training/calls/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const calls = files.toSorted().flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return JSON.parse(text) as { readonly segments: readonly { readonly text: string }[] }[];
  });
  return [...new Set(calls.flatMap((call) => call.segments.map(({ text }) => text)))];
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

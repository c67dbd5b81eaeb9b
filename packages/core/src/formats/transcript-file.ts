import { EarshotError, isEarshotError } from '../errors.js';
import { decodeText } from '../input/decode-text.js';
import { isObject, type JsonObject, kindOf } from '../input/json.js';
import { parseAnyJson, withoutNonNumbers } from '../input/json-text.js';
import { parseSkimming, parseSkimmingText } from '../input/skim.js';
import type { Warning } from '../model/finding.js';

/** A file of another system, decoded and parsed once however many formats look at it. */
export interface TranscriptFile {
  /** The file's name, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text, decoded as {@link decodeText} does, without a byte order mark. Never throws. */
  text(): string;
  /**
   * The parsed JSON, an array or an object as a rule; `undefined` when the file isn't JSON.
   * @param unwanted keys of bulky arrays of which nothing is needed: they may be empty, and parsing is faster
   */
  json(unwanted?: readonly string[]): unknown;
  /** What of the file is lost, as far as it was read: characters, and numbers that JSON has not. */
  warnings(): readonly Warning[];
}

const files = new WeakMap<Uint8Array, TranscriptFile>();

/** The file that bytes are. The same bytes are decoded and parsed once, until they are read. */
export function transcriptFile(bytes: Uint8Array, name: string): TranscriptFile {
  const known = files.get(bytes);
  if (known?.name === name) return known;
  const file = new DecodedFile(bytes, name);
  files.set(bytes, file);
  return file;
}

/**
 * The file that bytes are, for the last time: it is not kept. What is kept by its bytes outlives many collections of young
 * garbage, which made reading a third slower.
 */
export function lastOfFile(bytes: Uint8Array, name: string): TranscriptFile {
  const known = files.get(bytes);
  files.delete(bytes);
  return known?.name === name ? known : new DecodedFile(bytes, name);
}

/**
 * The JSON object that a file is.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it isn't JSON, or an array
 */
export function jsonObjectIn(file: TranscriptFile, unwanted?: readonly string[]): JsonObject {
  const parsed = file.json(unwanted);
  if (isObject(parsed)) return parsed;
  // Says where the JSON ends, if it isn't any.
  if (parsed === undefined) parseAnyJson(file.text());
  throw new EarshotError('EARSHOT_UNREADABLE', `expected an object, found ${kindOf(parsed)}`, {
    details: { path: '', expected: 'an object', found: kindOf(parsed) },
  });
}

class DecodedFile implements TranscriptFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  #text: string | undefined;
  #json: { readonly parsed: unknown } | undefined;
  #lostNumbers = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.name = name;
  }

  text(): string {
    this.#text ??= decodeText(this.bytes);
    return this.#text;
  }

  warnings(): readonly Warning[] {
    // Without a text, the bytes are valid UTF-8.
    const lost = this.#text?.match(/\uFFFD/g)?.length ?? 0;
    const damaged = `The text of the file is damaged: U+FFFD stands for the ${lost} characters that are lost.`;
    const invalid = `The file has NaN or Infinity where JSON has numbers, and they are left out: ${this.#lostNumbers}.`;
    return [
      ...(lost === 0 ? [] : [{ code: 'bad_encoding', explanation: damaged }]),
      ...(this.#lostNumbers === 0 ? [] : [{ code: 'bad_number', explanation: invalid }]),
    ];
  }

  json(unwanted: readonly string[] = []): unknown {
    if (this.#json !== undefined) return this.#json.parsed;
    const skimmed = unwanted.length === 0 ? undefined : attempt(() => this.#skimmed(unwanted));
    if (skimmed !== undefined) return skimmed;
    // Most files that aren't JSON are no more than looked at.
    const mayBeJson = /^\s*[[{]/.test(this.text());
    this.#json = {
      parsed: mayBeJson ? (attempt(() => parseAnyJson(this.text())) ?? this.#withoutNonNumbers()) : undefined,
    };
    return this.#json.parsed;
  }

  #skimmed(unwanted: readonly string[]): unknown {
    return this.#text?.length === this.bytes.length
      ? parseSkimmingText(this.#text, this.bytes, unwanted)
      : parseSkimming(this.bytes, unwanted).parsed;
  }

  #withoutNonNumbers(): unknown {
    const repaired = withoutNonNumbers(this.text());
    if (repaired === undefined) return undefined;
    this.#lostNumbers = repaired.count;
    return attempt(() => parseAnyJson(repaired.json));
  }
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return undefined;
  }
}

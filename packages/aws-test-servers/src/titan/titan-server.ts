import { createHash } from 'node:crypto';
import type { JsonDocument } from '../json/http-answer.js';
import { type RestServer, type RestServerOptions, startRestServer } from '../json/rest-server.js';
import { invalid } from '../json/service-fault.js';
import { flag, list, oneOf, type Shape, structure, text } from '../json/shapes.js';

const MODEL = 'amazon.titan-embed-text-v2:0';

const dimensions: Shape = (value, path) => {
  if (![256, 512, 1_024].includes(value as number)) throw invalid(`${path}: expected 256, 512 or 1024`);
};
const checkInput = structure(
  { inputText: text(1, 50_000, /.*/) },
  { dimensions, normalize: flag, embeddingTypes: list(1, 2, oneOf('float', 'binary')) },
);

/** Amazon Bedrock on this machine, as far as Titan Text Embeddings V2 goes. */
export type TitanServer = RestServer;

/**
 * Starts Bedrock's `InvokeModel` for Titan Text Embeddings V2 on 127.0.0.1. Its vectors follow from the words of a text: the
 * more words two texts share, the nearer they are.
 */
export function startTitanServer({ fault }: Pick<RestServerOptions, 'fault'> = {}): Promise<TitanServer> {
  const invoke = (body: JsonDocument): JsonDocument => {
    checkInput(body, '');
    const { inputText, dimensions: size = 1_024, normalize = true } = body as unknown as TitanInput;
    const words = inputText.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [inputText];
    const embedding = embeddingOf(words, size, normalize);
    return { embedding, embeddingsByType: { float: embedding }, inputTextTokenCount: words.length };
  };
  return startRestServer({ service: 'bedrock', operations: new Map([[`POST /model/${MODEL}/invoke`, invoke]]), fault });
}

interface TitanInput {
  readonly inputText: string;
  readonly dimensions?: number;
  readonly normalize?: boolean;
}

function embeddingOf(words: readonly string[], size: number, normalize: boolean): number[] {
  const sum = new Array<number>(size).fill(0);
  for (const word of words) {
    const bytes = createHash('shake256', { outputLength: size }).update(word).digest();
    for (const [at, byte] of bytes.entries()) sum[at] = (sum[at] ?? 0) + byte - 127.5;
  }
  const length = normalize ? Math.hypot(...sum) : 1;
  return sum.map((number) => Math.fround(number / length));
}

import { type BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import type { Embedder } from '@earshot/core';
import * as z from 'zod/mini';
import { toEarshotError } from '../aws-errors.js';
import { readStored, wellFormed } from '../dynamodb/item.js';

/** The numbers that a vector of Titan Text Embeddings V2 may have. */
export const TITAN_DIMENSIONS = [256, 512, 1_024] as const;
export type TitanDimensions = (typeof TITAN_DIMENSIONS)[number];

/** Bedrock's name of the model. */
export const TITAN_MODEL = 'amazon.titan-embed-text-v2:0';

export interface TitanEmbedderOptions {
  readonly client: Pick<BedrockRuntimeClient, 'send'>;
  /** @defaultValue 512 */
  readonly dimensions?: TitanDimensions | undefined;
  /** How many requests are under way at once. @defaultValue 8 */
  readonly atOnce?: number | undefined;
}

/** The model takes 8,192 tokens. In no language is a token less than a character on average. */
const LONGEST_TEXT = 8_000;

const Answer = z.object({ embedding: z.array(z.number()) });

/**
 * Embeds texts with Amazon Titan Text Embeddings V2 on Amazon Bedrock, which takes one text a request. Of a very long text it
 * sees the first 8,000 characters.
 *
 * Rejects with what `toEarshotError` makes of the SDK's errors, which retries as its client is set up to.
 */
export class TitanEmbedder implements Embedder {
  readonly model: string;
  readonly dimensions: number;
  readonly #options: TitanEmbedderOptions;

  constructor(options: TitanEmbedderOptions) {
    this.#options = options;
    this.dimensions = options.dimensions ?? 512;
    this.model = `${TITAN_MODEL}/${this.dimensions}`;
  }

  async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const { atOnce = 8 } = this.#options;
    // Texts that occur several times, such as "okay", are embedded once.
    const distinct = [...new Set(texts)];
    const vectors = new Map<string, Float32Array>();
    const left = distinct.values();
    const work = async () => {
      for (const text of left) vectors.set(text, await this.#vectorOf(text));
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, distinct.length) }, work));
    return texts.map((text) => vectors.get(text)?.slice() ?? new Float32Array(this.dimensions));
  }

  async #vectorOf(text: string): Promise<Float32Array> {
    if (!/[\p{L}\p{N}]/u.test(text)) return new Float32Array(this.dimensions);
    const inputText = wellFormed(text.slice(0, LONGEST_TEXT));
    const body = JSON.stringify({ inputText, dimensions: this.dimensions, normalize: true });
    const headers = { contentType: 'application/json', accept: 'application/json' };
    const command = new InvokeModelCommand({ modelId: TITAN_MODEL, ...headers, body });
    let answer: unknown;
    try {
      const { body: bytes } = await this.#options.client.send(command);
      answer = JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      throw toEarshotError(error, 'BedrockRuntime.InvokeModel');
    }
    return Float32Array.from(readStored(this.#answer(), answer, "Titan's answer").embedding);
  }

  #answer() {
    return z.extend(Answer, { embedding: z.array(z.number()).check(z.length(this.dimensions)) });
  }
}

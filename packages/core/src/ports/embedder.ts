/** Turns texts into vectors. Texts with similar meaning have similar vectors. */
export interface Embedder {
  /** Identifies the model. Vectors of different models can't be compared. */
  readonly model: string;
  /** How many numbers a vector has. */
  readonly dimensions: number;
  /** Language codes of supported texts, in capitals, such as `EN`. Absent if any language is supported. */
  readonly languages?: readonly string[] | undefined;
  /** The cosine similarity below which a text is unrelated to a query, for this model. @defaultValue 0 */
  readonly leastSimilarity?: number | undefined;
  /**
   * One vector of length 1 for each text, in order. A text without words has a vector of zeros.
   * @param as whether the texts are searched for, or are the query: some models treat them differently
   * @throws EarshotError `EARSHOT_UNAVAILABLE` when the model can't be loaded or reached
   */
  embed(texts: readonly string[], as: 'document' | 'query'): Promise<readonly Float32Array[]>;
}

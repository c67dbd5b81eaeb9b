/** Turns texts into vectors that are near each other where the texts mean something similar. */
export interface Embedder {
  /** Names the space of the vectors: those of different models can't be compared. */
  readonly model: string;
  /** How many numbers a vector has. */
  readonly dimensions: number;
  /** Language codes in capitals, such as `EN`, of texts that it understands. Absent: texts in any language. */
  readonly languages?: readonly string[] | undefined;
  /** The cosine below which a text has nothing to do with a query, for this model. @defaultValue 0 */
  readonly leastSimilarity?: number | undefined;
  /**
   * One vector of length 1 for each text, in order. Takes any text; one without words gives a vector of zeros.
   * @param as whether the texts are searched for, or are the query: some models treat them differently
   * @throws EarshotError `EARSHOT_UNAVAILABLE` when the model can't be loaded or reached
   */
  embed(texts: readonly string[], as: 'document' | 'query'): Promise<readonly Float32Array[]>;
}

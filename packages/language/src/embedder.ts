/** Turns texts into vectors that lie near each other where the texts mean something similar. */
export interface Embedder {
  /** Names the space that the vectors lie in: vectors of different models can't be compared. */
  readonly model: string;
  /**
   * One vector of length 1 for each text, in order. Any text is taken: one without words gives a vector of zeros.
   * @throws EarshotError EARSHOT_UNAVAILABLE where the model can't be loaded
   */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

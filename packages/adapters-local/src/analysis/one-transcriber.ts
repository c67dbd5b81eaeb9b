import { freeNativeMemory } from '@earshot/speech';

/** Keeps what transcribes one language loaded: the last one that was asked for, since two don't fit into the memory. */
export class OneTranscriber<T extends { readonly language: string }> {
  #loaded: T | undefined;

  /** @throws whatever `open` throws */
  async of(language: string, open: () => Promise<T>): Promise<T> {
    if (this.#loaded?.language === language) return this.#loaded;
    if (this.#loaded !== undefined) {
      this.#loaded = undefined;
      freeNativeMemory();
    }
    this.#loaded = await open();
    return this.#loaded;
  }
}

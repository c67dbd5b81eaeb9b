/** How much one unit of a cue's strength counts next to the numbers of an embedding, whose sum of squares is 1. */
const CUE_SHARE = 0.15;

/**
 * What a sentence is judged by: what it means, where that is known, which words are in it, how strong cues for one label
 * or another are, and a last one that is always 1.
 * @param wordFeatures so many tell which words and which pairs of words are in a sentence; some share one
 */
export function sentenceFeatures(
  words: string,
  strengths: readonly number[],
  embedding: Float32Array | undefined,
  wordFeatures: number,
): Float32Array {
  return Float32Array.of(
    ...(embedding ?? []),
    ...featuresOfWords(words, wordFeatures),
    ...strengths.map((strength) => CUE_SHARE * strength),
    1,
  );
}

function featuresOfWords(words: string, count: number): Float32Array {
  const each = words.trim().split(' ');
  const found = new Set([...each, ...each.slice(1).map((word, nth) => `${each[nth]} ${word}`)]);
  const features = new Float32Array(count);
  for (const word of found) {
    const place = hash(word) % count;
    features[place] = (features[place] ?? 0) + 1 / Math.sqrt(found.size);
  }
  return features;
}

/** FNV-1a: the same everywhere and always. */
function hash(text: string): number {
  let found = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) found = Math.imul(found ^ text.charCodeAt(index), 0x01000193);
  return found >>> 0;
}

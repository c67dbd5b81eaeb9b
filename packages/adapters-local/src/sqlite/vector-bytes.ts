/** Of each number of a vector how large it is, compared with the largest, in 7 bits. Its sign is among {@link signsOf}. */
export function magnitudesOf(vector: Float32Array): Uint8Array {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  const bytes = new Uint8Array(Math.ceil((vector.length * 7) / 8));
  for (let at = 0, bit = 0; at < vector.length && most > 0; at++, bit += 7) {
    const bits = Math.round((Math.abs(vector[at] as number) / most) * 127) << (bit & 7);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) | bits;
    if (bits > 0xff) bytes[(bit >> 3) + 1] = bits >> 8;
  }
  return bytes;
}

/** The cosine of a vector of length 1 and a kept one; 0 when one of them has no direction. @param first where its signs begin */
export function cosine(vector: Float32Array, magnitudes: Uint8Array, signs: Uint32Array, first = 0): number {
  let [product, square] = [0, 0];
  for (let at = 0, bit = 0; at < vector.length; at++, bit += 7) {
    const bits = (magnitudes[bit >> 3] as number) | ((magnitudes[(bit >> 3) + 1] ?? 0) << 8);
    const magnitude = (bits >> (bit & 7)) & 127;
    const isPositive = ((signs[first + (at >> 5)] as number) >>> (at & 31)) & 1;
    product += (isPositive ? magnitude : -magnitude) * (vector[at] as number);
    square += magnitude * magnitude;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}

/** The signs of a vector, a bit per dimension; the last word is filled up with zeros. */
export function signsOf(vector: Float32Array): Uint32Array<ArrayBuffer> {
  const signs = new Uint32Array(wordsPerVector(vector.length));
  for (let at = 0; at < vector.length; at++) {
    if ((vector[at] as number) > 0) signs[at >> 5] = (signs[at >> 5] as number) | (1 << (at & 31));
  }
  return signs;
}

/** How many 32-bit words the signs of a vector take. */
function wordsPerVector(dimensions: number): number {
  return Math.ceil(dimensions / 32);
}

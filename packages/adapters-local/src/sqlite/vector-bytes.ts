/** A vector of length 1 as signed bytes: its direction, within half a percent. A vector of zeros stays one. */
export function bytesOf(vector: Float32Array): Int8Array {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  const bytes = new Int8Array(vector.length);
  if (most === 0) return bytes;
  for (let at = 0; at < vector.length; at++) bytes[at] = Math.round(((vector[at] as number) / most) * 127);
  return bytes;
}

/** The cosine of a vector of length 1 and one of {@link bytesOf}; 0 when one of them has no direction. */
export function cosine(vector: Float32Array, bytes: Int8Array): number {
  let [product, square] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    product += byte * (vector[at] as number);
    square += byte * byte;
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
export function wordsPerVector(dimensions: number): number {
  return Math.ceil(dimensions / 32);
}

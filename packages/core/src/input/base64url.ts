const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Writes text as Base64url (RFC 4648, without padding) of its UTF-8. Core has no platform that would do so. */
export function toBase64Url(text: string): string {
  const bytes = utf8Of(text);
  let written = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = [...bytes.slice(at, at + 3)].map((byte) => byte.charCodeAt(0));
    const bits = (first << 16) | (second << 8) | third;
    const letters = [18, 12, 6, 0].map((shift) => LETTERS[(bits >> shift) & 63]).join('');
    written += letters.slice(0, Math.min(3, bytes.length - at) + 1);
  }
  return written;
}

/** The bytes of a text in UTF-8, each as one character. @throws URIError when the text has a lone surrogate */
export function utf8Of(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Reads what {@link toBase64Url} wrote; `undefined` for other text. */
export function fromBase64Url(written: string): string | undefined {
  let bytes = '';
  for (let at = 0; at < written.length; at += 4) {
    const letters = [...written.slice(at, at + 4)].map((letter) => LETTERS.indexOf(letter));
    if (letters.includes(-1)) return undefined;
    const bits = letters.reduce((all, letter, index) => all | (letter << (18 - 6 * index)), 0);
    bytes += [16, 8, 0]
      .slice(0, letters.length - 1)
      .map((shift) => `%${((bits >> shift) & 255).toString(16).padStart(2, '0')}`)
      .join('');
  }
  try {
    return decodeURIComponent(bytes);
  } catch {
    return undefined;
  }
}

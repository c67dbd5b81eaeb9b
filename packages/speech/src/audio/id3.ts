const HEADER_BYTES = 10;

/** The language that an ID3 tag names, as ISO 639-2 has it: the first, where it names several. */
export function id3Language(tag: Buffer): string | undefined {
  const version = tag[3];
  if (version !== 3 && version !== 4) return undefined;
  for (let at = HEADER_BYTES; at + HEADER_BYTES <= tag.length; ) {
    const id = tag.toString('latin1', at, at + 4);
    if (!/^[A-Z0-9]{4}$/.test(id)) return undefined;
    // The last version has seven bits in each byte.
    const bytes = tag
      .subarray(at + 4, at + 8)
      .reduce((value, byte) => (version === 4 ? value * 128 + (byte & 0x7f) : value * 256 + byte), 0);
    const body = tag.toString('latin1', at + HEADER_BYTES, at + HEADER_BYTES + bytes);
    // Letters alone, whichever encoding the first byte names.
    if (id === 'TLAN')
      return (
        body
          .replaceAll(/[^A-Za-z]/g, '')
          .slice(0, 3)
          .toLowerCase() || undefined
      );
    at += HEADER_BYTES + bytes;
  }
  return undefined;
}

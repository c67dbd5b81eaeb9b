/** A key as S3 writes it in events and, asked with `encoding-type=url`, in listings: `+` for a space, `/` as it is. */
export function encodeKey(key: string): string {
  return percentEncode(key).replaceAll('%20', '+').replaceAll('%2F', '/').replaceAll('~', '%7E').replaceAll('%2A', '*');
}

/** Text as signatures encode it: all but the unreserved characters of RFC 3986. */
export function percentEncode(text: string): string {
  const isReserved = /[!'()*]/g;
  return encodeURIComponent(text).replace(isReserved, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The order of S3's listings: that of the keys' UTF-8 bytes. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

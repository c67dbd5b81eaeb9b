import { createHmac, timingSafeEqual } from 'node:crypto';
import { EarshotError, ObjectUri } from '@earshot/core';

/** How to set up {@link LocalUrls}. */
export interface LocalUrlsOptions {
  /** At least 32 bytes that nobody else knows. Who knows them can read every object. */
  readonly secret: Uint8Array;
  /** What the URLs begin with; ends in a slash. @defaultValue `/files/` */
  readonly path?: string;
}

const SHORTEST_SECRET_BYTES = 32;

/** URLs, relative to wherever this process serves them, at which anybody can read one object for a while. */
export class LocalUrls {
  readonly #secret: Uint8Array;
  readonly #path: string;

  /** @throws EarshotError `EARSHOT_INVALID_INPUT` when the secret is shorter than 32 bytes */
  constructor({ secret, path = '/files/' }: LocalUrlsOptions) {
    if (secret.length < SHORTEST_SECRET_BYTES) {
      throw new EarshotError('EARSHOT_INVALID_INPUT', `a secret of ${secret.length} bytes is too short to sign with`, {
        details: { field: 'secret', found: secret.length, expected: `at least ${SHORTEST_SECRET_BYTES} bytes` },
      });
    }
    this.#secret = Uint8Array.from(secret);
    this.#path = path;
  }

  /** A URL that is good for one object until a time. Nobody looks whether the object is there. */
  sign(uri: ObjectUri, { expiresAtMs }: { readonly expiresAtMs: number }): string {
    const expires = String(Math.floor(expiresAtMs));
    const query = new URLSearchParams({ expires, signature: this.#signatureOf(uri, expires) });
    return `${this.#path}${encodeURIComponent(uri)}?${query}`;
  }

  /**
   * The object that a URL is good for.
   * @throws EarshotError `EARSHOT_DENIED` when the URL has expired, was changed, or was signed with another secret
   */
  verify(url: string, nowMs: number): ObjectUri {
    const { pathname, searchParams } = URL.parse(url, 'http://localhost') ?? {};
    const uri = ObjectUri.safeParse(decoded(pathname, this.#path));
    const expires = searchParams?.get('expires') ?? '';
    const signature = searchParams?.get('signature') ?? '';
    if (!uri.success || !isSame(signature, this.#signatureOf(uri.data, expires))) {
      throw denied('is none that was signed here');
    }
    if (Number(expires) <= nowMs) throw denied('has expired');
    return uri.data;
  }

  #signatureOf(uri: ObjectUri, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${expires}\n${uri}`).digest('base64url');
  }
}

function decoded(pathname: string | undefined, path: string): string | undefined {
  if (!pathname?.startsWith(path)) return undefined;
  try {
    return decodeURIComponent(pathname.slice(path.length));
  } catch {
    return undefined;
  }
}

function isSame(found: string, expected: string): boolean {
  const [one, other] = [Buffer.from(found), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function denied(problem: string): EarshotError {
  return new EarshotError('EARSHOT_DENIED', `the URL ${problem}`);
}

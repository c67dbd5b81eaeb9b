import { createHmac, timingSafeEqual } from 'node:crypto';
import { EarshotError, ObjectUri, partsOf, type UploadPlan, type UrlPermit } from '@earshot/core';

export interface LocalUrlsOptions {
  /** At least 32 bytes that nobody else knows. Who knows them can read every object. */
  readonly secret: Uint8Array;
  /** What the URLs begin with; ends in a slash. @defaultValue `/files/` */
  readonly path?: string;
}

const SHORTEST_SECRET_BYTES = 32;

/** URLs, relative to wherever this process serves them, each of which permits one thing with one object for a while. */
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

  /** A URL that permits something until a time. Doesn't check whether the object exists. */
  sign(permit: UrlPermit, { expiresAtMs }: { readonly expiresAtMs: number }): string {
    const { uri } = permit.method === 'GET' ? permit : permit.plan;
    const query = new URLSearchParams({ ...claimsOf(permit), expires: String(Math.floor(expiresAtMs)) });
    const signed = `${this.#path}${encodeURIComponent(uri)}?${query}`;
    return `${signed}&signature=${this.#signatureOf(permit.method, signed)}`;
  }

  /**
   * What a URL permits by a method.
   * @throws EarshotError `EARSHOT_DENIED` when the URL has expired, was changed, or was signed for another method or with
   *   another secret
   */
  verify(method: string, url: string, nowMs: number): UrlPermit {
    const { pathname = '', search = '', searchParams } = URL.parse(url, 'http://localhost') ?? {};
    const [signed = '', signature = '', ...more] = (pathname + search).split('&signature=');
    const isOwn = more.length === 0 && isSame(signature, this.#signatureOf(method, signed));
    if (!isOwn || searchParams === undefined) throw denied('is none that was signed here for this method');
    if (Number(searchParams.get('expires')) <= nowMs) throw denied('has expired');
    const uri = ObjectUri.parse(decodeURIComponent(pathname.slice(this.#path.length)));
    return permitIn(method, uri, searchParams);
  }

  #signatureOf(method: string, signed: string): string {
    return createHmac('sha256', this.#secret).update(`file\n${method}\n${signed}`).digest('base64url');
  }
}

function claimsOf(permit: UrlPermit): Record<string, string> {
  if (permit.method === 'GET') {
    const { contentType, fileName } = permit;
    return { ...(contentType && { type: contentType }), ...(fileName && { name: fileName }) };
  }
  const { plan, part } = permit;
  const { contentType, sizeBytes } = plan;
  const parts = plan.method === 'parts' && {
    upload: plan.uploadId,
    part_size: String(plan.partSizeBytes),
    part: String(part.number),
  };
  return { type: contentType, size: String(sizeBytes), ...parts };
}

/** The permit that signed claims describe: they are as {@link claimsOf} wrote them. */
function permitIn(method: string, uri: ObjectUri, claims: URLSearchParams): UrlPermit {
  const contentType = claims.get('type') ?? undefined;
  if (method === 'GET') return { method, uri, contentType, fileName: claims.get('name') ?? undefined };
  const whole = { uri, contentType: contentType ?? '', sizeBytes: Number(claims.get('size')) };
  const uploadId = claims.get('upload');
  const plan: UploadPlan =
    uploadId === null
      ? { ...whole, method: 'put' }
      : { ...whole, method: 'parts', uploadId, partSizeBytes: Number(claims.get('part_size')) };
  const part = partsOf(plan)[Number(claims.get('part') ?? 1) - 1];
  if (part === undefined) throw denied('is for a part that the upload does not have');
  return { method: 'PUT', plan, part };
}

function isSame(found: string, expected: string): boolean {
  const [one, other] = [Buffer.from(found), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function denied(problem: string): EarshotError {
  return new EarshotError('EARSHOT_DENIED', `the URL ${problem}`);
}

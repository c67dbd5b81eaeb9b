import type { ApiResponse } from './api-response.js';
import { fingerprint, unlessKnown } from './entity-tag.js';
import type { Handler, Routes } from './routes.js';

/** A file of a page that is served next to the API. */
export interface PageFile {
  /** `index.html`, or a name in `assets/` that changes with the content. */
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same, compressed. */
  readonly compressed?: Readonly<Partial<Record<'br' | 'gzip', Uint8Array<ArrayBuffer>>>> | undefined;
}

/** What a page may load and send: what comes from here, and recordings and uploads at these origins. */
function policyOf(origins: readonly string[]): ApiResponse['headers'] {
  const here = ["'self'", ...origins].join(' ');
  const allowed = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'media-src': here,
    'connect-src': here,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'content-security-policy': Object.entries(allowed)
      .map((each) => each.join(' '))
      .join('; '),
  };
}

const FOREVER = 'public, max-age=31536000, immutable';
const ASSETS = 'assets/';

/**
 * Serves a page at `/`. Nothing in it is secret: it asks the API, which asks who the person is.
 * @param origins where recordings are besides here, such as that of an S3 bucket
 */
export function pageRoutes(
  files: readonly PageFile[],
  origins: readonly string[] = [],
): Pick<Routes, 'GET /' | 'GET /assets/{name}'> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const index = byPath.get('index.html');
  if (index === undefined) throw new TypeError('a page has an index.html');
  const policy = policyOf(origins);
  const tag = `"${fingerprint(index.bytes)}"`;
  const page: Handler = (request) =>
    unlessKnown(
      request,
      tag,
      (headers) => {
        const { body, headers: own } = sent(index, request.headers.get('accept-encoding'));
        return { status: 200, body, headers: { ...own, ...headers } };
      },
      policy,
    );
  const asset: Handler = (request, name) => {
    const file = byPath.get(`${ASSETS}${name}`);
    if (file === undefined) return { kind: 'no-such-route' };
    const { body, headers } = sent(file, request.headers.get('accept-encoding'));
    return { status: 200, body, headers: { ...headers, 'cache-control': FOREVER } };
  };
  return { 'GET /': page, 'GET /assets/{name}': asset };
}

function sent({ contentType, bytes, compressed = {} }: PageFile, accepted: string | null) {
  const encoding = (['br', 'gzip'] as const).find((each) => compressed[each] !== undefined && accepts(accepted, each));
  const headers = { 'content-type': contentType, vary: 'accept-encoding' };
  if (encoding === undefined) return { body: bytes, headers };
  return { body: compressed[encoding] ?? bytes, headers: { ...headers, 'content-encoding': encoding } };
}

/** Whether an encoding is named, and not with a weight of nothing. */
function accepts(accepted: string | null, encoding: string): boolean {
  return (accepted ?? '').split(',').some((each) => {
    const [name, weight = ''] = each.split(';').map((part) => part.trim().toLowerCase());
    return name === encoding && !/^q=0(?:\.0*)?$/.test(weight);
  });
}

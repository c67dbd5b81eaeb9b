import { ERROR_CODES } from '@earshot/core';

/** What the `code` of a problem may be: core's codes, and one for what nobody foresaw. */
export const PROBLEM_CODES = [...ERROR_CODES, 'EARSHOT_INTERNAL'] as const;

interface KindOfProblem {
  readonly status: number;
  readonly code: (typeof PROBLEM_CODES)[number];
  readonly title: string;
  readonly meaning: string;
  readonly retryAfterSeconds?: number;
}

/** Every kind of problem the API answers with. The name ends the problem's `type`, an anchor on the docs page. */
export const PROBLEM_KINDS = {
  'invalid-input': {
    status: 400,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Invalid input',
    meaning: 'A parameter or the body is wrong; `errors` names each field.',
  },
  'malformed-request': {
    status: 400,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Malformed request',
    meaning: 'The request is not valid HTTP, or did not arrive whole.',
  },
  unauthenticated: {
    status: 401,
    code: 'EARSHOT_DENIED',
    title: 'Token required',
    meaning:
      'The request has no valid token in `Authorization: Bearer`, and no valid session cookie. Sessions end after 12 hours, ' +
      'and with their token.',
  },
  'foreign-origin': {
    status: 403,
    code: 'EARSHOT_DENIED',
    title: 'Origin not allowed',
    meaning:
      'A page of another origin may change nothing here unless its origin is on the list of allowed ones; with a session ' +
      "cookie, only the server's own pages may.",
  },
  'missing-scope': {
    status: 403,
    code: 'EARSHOT_DENIED',
    title: 'Scope missing',
    meaning: 'The caller may not do this; `required_scope` names the scope that it requires.',
  },
  'url-not-valid': {
    status: 403,
    code: 'EARSHOT_DENIED',
    title: 'URL not valid',
    meaning: 'The URL has expired, or was not signed by this server; get another one.',
  },
  'not-found': {
    status: 404,
    code: 'EARSHOT_NOT_FOUND',
    title: 'No records found',
    meaning: 'There is no such call, insight, agent or upload, or a document of a result is gone.',
  },
  'no-such-route': {
    status: 404,
    code: 'EARSHOT_NOT_FOUND',
    title: 'No such route',
    meaning: 'The API has no such path.',
  },
  'method-not-allowed': {
    status: 405,
    code: 'EARSHOT_NOT_SUPPORTED',
    title: 'Method not allowed',
    meaning: 'The path exists, but not for this method; the `Allow` header lists those it has.',
  },
  'request-timeout': {
    status: 408,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Request timeout',
    meaning: 'The request did not arrive whole in time.',
  },
  conflict: {
    status: 409,
    code: 'EARSHOT_CONFLICT',
    title: 'Conflict',
    meaning:
      'The call is in a state, or has a recording, that the request contradicts; the upload is a recording already; or somebody ' +
      'else changed the insight meanwhile.',
  },
  'parts-missing': {
    status: 409,
    code: 'EARSHOT_CONFLICT',
    title: 'Parts missing',
    meaning: 'Parts of the upload have not arrived: `missing_parts` lists them. Send those, and complete it again.',
  },
  'body-too-large': {
    status: 413,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Body too large',
    meaning: 'The body is larger than the server takes.',
  },
  'unsupported-media-type': {
    status: 415,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Unsupported media type',
    meaning: 'The body is of a media type that the route does not read, or compressed.',
  },
  'unknown-format': {
    status: 415,
    code: 'EARSHOT_NOT_SUPPORTED',
    title: 'Unknown format',
    meaning: 'The body is a transcript in no known format; `detail` lists the formats that are read.',
  },
  'range-not-satisfiable': {
    status: 416,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Range not satisfiable',
    meaning: 'The recording has no such bytes; `Content-Range` says how many it has.',
  },
  'misdirected-request': {
    status: 421,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Misdirected request',
    meaning:
      'The `Host` header names a host that this server does not answer for; `serve --allowed-host` adds to those it does.',
  },
  'recording-refused': {
    status: 422,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Recording refused',
    meaning:
      'The analyzer will never accept this recording; `code` says why. A call that was new is not kept; send it again with another ' +
      'recording. Of an upload, the call is kept as failed.',
  },
  'transcript-refused': {
    status: 422,
    code: 'EARSHOT_UNREADABLE',
    title: 'Transcript refused',
    meaning:
      'The transcript lacks what its format requires, or can not be masked where only redacted copies are kept; `code` says which. ' +
      'Nothing of it is kept.',
  },
  throttled: {
    status: 429,
    code: 'EARSHOT_THROTTLED',
    title: 'Too many requests',
    meaning: 'A service behind the API takes no more for now; `Retry-After` says when to try again.',
    retryAfterSeconds: 5,
  },
  'too-many-attempts': {
    status: 429,
    code: 'EARSHOT_THROTTLED',
    title: 'Too many failed sign-ins',
    meaning: 'Ten sign-ins from this address failed within a minute; `Retry-After` says when the next try is possible.',
    retryAfterSeconds: 60,
  },
  'headers-too-large': {
    status: 431,
    code: 'EARSHOT_INVALID_INPUT',
    title: 'Request header fields too large',
    meaning: 'The headers are larger than the server takes.',
  },
  internal: {
    status: 500,
    code: 'EARSHOT_INTERNAL',
    title: 'Internal error',
    meaning: 'Something failed that should not; the server logs it under `request_id`.',
  },
  denied: {
    status: 500,
    code: 'EARSHOT_DENIED',
    title: 'Access denied to the server',
    meaning: 'A service behind the API refused the server, not the caller: its permissions need a look.',
  },
  'not-supported': {
    status: 501,
    code: 'EARSHOT_NOT_SUPPORTED',
    title: 'Not supported',
    meaning: 'The adapters that this server runs on cannot do this.',
  },
  unreadable: {
    status: 502,
    code: 'EARSHOT_UNREADABLE',
    title: 'Unreadable answer',
    meaning: 'A service behind the API, or a result document, says something that cannot be understood.',
  },
  'not-redacted': {
    status: 502,
    code: 'EARSHOT_NOT_REDACTED',
    title: 'Not redacted',
    meaning: 'Only redacted copies of results are kept here, and this result has none.',
  },
  unavailable: {
    status: 503,
    code: 'EARSHOT_UNAVAILABLE',
    title: 'Unavailable',
    meaning: 'A service behind the API does not answer for now; `Retry-After` says when to try again.',
    retryAfterSeconds: 5,
  },
} as const satisfies Readonly<Record<string, KindOfProblem>>;

/** The name of one of {@link PROBLEM_KINDS}. */
export type ProblemKind = keyof typeof PROBLEM_KINDS;

import type * as z from 'zod/mini';
import type { ProblemKind } from '../serving/problem-kinds.js';
import type { FieldError } from '../serving/responses.js';
import type { DescribedParameters } from './described-parameters.js';

/** A route that describes the API. */
export type DocumentRoute = 'GET /openapi.json' | 'GET /docs' | 'GET /';

export interface ResponseContract {
  readonly description: string;
  /** Absent when the body is empty. */
  readonly schema?: z.core.$ZodType;
  /** @defaultValue application/json */
  readonly mediaType?: string;
  /** Media types of text that it may come in instead. @defaultValue none */
  readonly texts?: readonly string[];
  readonly example?: unknown;
  /** Names of {@link RESPONSE_HEADERS} that it carries. */
  readonly headers?: readonly ResponseHeader[];
}

/** Headers that answers carry, and what they say. */
export const RESPONSE_HEADERS = {
  'Accept-Ranges': '`bytes`: ranges can be asked for.',
  'Content-Range': 'Which bytes of how many.',
  ETag: 'Names this state of the answer, for `If-None-Match`.',
  Location: 'Where to go on.',
  'Retry-After': 'Seconds to wait before the next try.',
  'Set-Cookie': 'The session cookie, `earshot_session`.',
  Vary: 'What of the request decides about the answer.',
  'WWW-Authenticate': 'How to authenticate: `Bearer`; with `error="insufficient_scope"`, also the required `scope`.',
  'X-Request-Id': "The request's id: the caller's own, or one made here.",
} as const;
export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** What a route reads: JSON, or the bytes of a file. */
export type DescribedBody = JsonBody | BinaryBody;

interface BinaryBody {
  /** What the bytes are. */
  readonly binary: string;
  readonly wrong: FieldError;
}

interface JsonBody {
  /** Of JSON. */
  readonly schema: z.core.$ZodType;
  readonly example: unknown;
  /** What is said of a wrong field. @defaultValue about a recording */
  readonly wrong?: FieldError;
  /** A file that may be sent instead. @defaultValue none may */
  readonly file?: { readonly description: string; readonly mediaTypes: readonly string[] };
}

export interface Description {
  readonly operationId: string;
  readonly tag: 'Analytics' | 'Calls' | 'Uploads' | 'Jobs' | 'Coaching' | 'Operations' | 'Service';
  readonly summary: string;
  readonly description?: string;
  readonly inPath?: DescribedParameters;
  readonly inQuery?: DescribedParameters;
  readonly body?: DescribedBody;
  readonly responses: Readonly<Record<number, ResponseContract>>;
  readonly problems: readonly ProblemKind[];
  /** Whether some requests require another scope than the route does. @defaultValue false */
  readonly mayRequireMore?: boolean;
  /** What is said of a wrong parameter. @defaultValue about `include` */
  readonly wrong?: FieldError;
  /** Path and query of a request to show. */
  readonly exampleTarget: string;
}

/** The answer to a request that names the state of what it asks for. */
export const NOT_MODIFIED = { description: 'The caller has this state already.', headers: ['ETag'] } as const;

/** What may be wrong with a request that has a body and changes something. */
export const BODY_PROBLEMS = [
  'invalid-input',
  'malformed-request',
  'foreign-origin',
  'body-too-large',
  'unsupported-media-type',
] as const;

/** The problems that reading from a backend may end in. */
export const BACKEND_PROBLEMS = [
  'throttled',
  'internal',
  'denied',
  'not-supported',
  'unreadable',
  'unavailable',
] as const;

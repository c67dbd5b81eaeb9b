import type { Context } from 'hono';
import type { z } from 'zod';
import type { Answer } from './answer.js';
import type { Refusal } from './problem.js';
import type { ProblemKind } from './problem-kinds.js';

/** What one status of a route's answers looks like. */
export interface ResponseContract {
  readonly description: string;
  /** Absent when the body is empty. */
  readonly schema?: z.ZodType;
  /** @defaultValue application/json */
  readonly mediaType?: string;
  readonly example?: unknown;
  /** Names of {@link RESPONSE_HEADERS} that it carries. */
  readonly headers?: readonly ResponseHeader[];
}

/** Headers that answers carry, and what they say. */
export const RESPONSE_HEADERS = {
  ETag: 'Names this state of the answer, for `If-None-Match`.',
  Location: 'Where to go on.',
  'Retry-After': 'Seconds to wait before the next try.',
  'X-Request-Id': "The request's id: the caller's own, or one made here.",
} as const;
export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** Does the work of a route. What it throws becomes a problem. */
export type Handler = (context: Context) => Answer | Refusal | Promise<Answer | Refusal>;

/** One route: what the OpenAPI document says of it, and what it does. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: 'Analytics' | 'Calls' | 'Service';
  readonly summary: string;
  readonly description?: string;
  readonly pathParameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: { readonly schema: z.ZodType; readonly example: unknown };
  readonly responses: Readonly<Record<number, ResponseContract>>;
  readonly problems: readonly ProblemKind[];
  /** Path and query of a request to show. */
  readonly exampleTarget: string;
  readonly handle: Handler;
}

/** The problems that reading from a backend may end in. */
export const BACKEND_PROBLEMS = [
  'throttled',
  'internal',
  'denied',
  'not-supported',
  'unreadable',
  'unavailable',
] as const;

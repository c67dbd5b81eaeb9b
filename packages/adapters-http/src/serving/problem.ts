import { type ErrorCode, isEarshotError } from '@earshot/core';
import * as z from 'zod/mini';
import type { Scope } from './access/caller.js';
import { PROBLEM_KINDS, type ProblemKind } from './problem-kinds.js';
import type { FieldError, Problem } from './responses.js';
import { withoutPaths } from './without-paths.js';

const KIND_OF_CODE: Readonly<Record<ErrorCode, ProblemKind>> = {
  EARSHOT_INVALID_INPUT: 'invalid-input',
  EARSHOT_NOT_FOUND: 'not-found',
  EARSHOT_CONFLICT: 'conflict',
  EARSHOT_THROTTLED: 'throttled',
  EARSHOT_UNAVAILABLE: 'unavailable',
  EARSHOT_DENIED: 'denied',
  EARSHOT_UNREADABLE: 'unreadable',
  EARSHOT_NOT_SUPPORTED: 'not-supported',
  EARSHOT_NOT_REDACTED: 'not-redacted',
};

const TELLS_ITS_MESSAGE: ReadonlySet<ProblemKind> = new Set<ProblemKind>(['invalid-input', 'not-found', 'conflict']);

/** One wrong field, as `details.issues` of an `EARSHOT_INVALID_INPUT` name it. */
const WrongField = z.object({ field: z.string(), expected: z.string() });
export type WrongField = z.infer<typeof WrongField>;
const WrongFields = z.array(WrongField);

/** What a problem of one kind says besides what its kind says. */
export interface ProblemFacts {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly code?: Problem['code'];
  readonly requiredScope?: Scope;
  /** Numbers of the parts that an upload lacks. */
  readonly missingParts?: readonly number[];
  /** Path of what the problem is about. @defaultValue the request's own path */
  readonly instance?: string;
}

/** That a request ends in a problem, and what to say of it. */
export interface Refusal {
  readonly kind: ProblemKind;
  readonly facts?: ProblemFacts;
  /** Headers that go with it, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request that a problem is about. */
export interface AskedFor {
  readonly path: string;
  readonly requestId: string;
}

/** The problem of a kind. */
export function problem(kind: ProblemKind, { path, requestId }: AskedFor, facts: ProblemFacts = {}): Problem {
  const { status, title, meaning } = PROBLEM_KINDS[kind];
  const { code = PROBLEM_KINDS[kind].code, instance = path, errors, requiredScope, missingParts } = facts;
  const detail = facts.detail === undefined ? meaning.replaceAll('`', '') : withoutPaths(facts.detail);
  return {
    type: `/docs#${kind}`,
    title,
    status,
    detail,
    instance,
    code,
    error: title,
    message: detail,
    request_id: requestId,
    ...(requiredScope === undefined ? {} : { required_scope: requiredScope }),
    ...(missingParts === undefined ? {} : { missing_parts: [...missingParts] }),
    ...(errors === undefined
      ? {}
      : { errors: errors.map(({ field, message }) => ({ field, message: withoutPaths(message) })) }),
  };
}

/** What kind of problem an error is, and what of it may be told: of a fault behind the API, nothing. */
export function explain(error: unknown): Refusal {
  if (!isEarshotError(error)) return { kind: 'internal' };
  const kind = KIND_OF_CODE[error.code];
  if (!TELLS_ITS_MESSAGE.has(kind)) return { kind };
  const errors = kind === 'invalid-input' ? fieldErrors(error.details) : undefined;
  return {
    kind,
    facts: { detail: withoutPaths(error.message, error.details), ...(errors === undefined ? {} : { errors }) },
  };
}

function fieldErrors({ issues, ...one }: Readonly<Record<string, unknown>>): FieldError[] | undefined {
  const { data } = WrongFields.safeParse(issues ?? [one]);
  return data
    ?.filter(({ field }, index, all) => all.findIndex((other) => other.field === field) === index)
    .map(({ field, expected }) => ({
      field,
      // Schemas write whole sentences, such as `Too small: expected number to be >=1`.
      message: /\bexpected\b|^(?:invalid|unrecognized)\b/i.test(expected) ? expected : `expected ${expected}`,
    }));
}

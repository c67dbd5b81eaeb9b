/**
 * Every code an {@link EarshotError} may carry. Codes change only in a major version; messages may change any time.
 * `docs/errors.md` explains each one.
 */
export const ERROR_CODES = [
  'EARSHOT_INVALID_INPUT',
  'EARSHOT_NOT_FOUND',
  'EARSHOT_CONFLICT',
  'EARSHOT_UNAVAILABLE',
  'EARSHOT_THROTTLED',
  'EARSHOT_DENIED',
  'EARSHOT_UNREADABLE',
  'EARSHOT_NOT_SUPPORTED',
  'EARSHOT_NOT_REDACTED',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'EARSHOT_CONFLICT',
  'EARSHOT_UNAVAILABLE',
  'EARSHOT_THROTTLED',
  'EARSHOT_NOT_REDACTED',
]);

/** What an {@link EarshotError} carries besides its code and message. */
export interface EarshotErrorOptions {
  /** The error this one answers to. */
  readonly cause?: unknown;
  /** Plain data for programs: the field, what was found, what was expected. Never customer content. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whether the same call may succeed later. @defaultValue true for CONFLICT, UNAVAILABLE, THROTTLED and NOT_REDACTED, else false */
  readonly retryable?: boolean;
}

/** The one error class of Earshot: look at {@link EarshotError.code}, never at the message. */
export class EarshotError extends Error {
  override readonly name = 'EarshotError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: EarshotErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    this.details = options.details ?? {};
  }
}

/**
 * Whether a value is an {@link EarshotError}, optionally of one code.
 * Looks at the code and not at the class, so two installed copies of this package understand each other.
 */
export function isEarshotError(value: unknown, code?: ErrorCode): value is EarshotError {
  if (!(value instanceof Error) || !('code' in value)) return false;
  const found: unknown = value.code;
  return code === undefined ? (ERROR_CODES as readonly unknown[]).includes(found) : found === code;
}

import * as z from 'zod/mini';

const Text = z.catch(z.optional(z.string()), undefined);
const Whole = z.catch(z.optional(z.int()), undefined);

/** What errors of the AWS SDK may carry, whichever client threw them. */
const AwsFault = z.object({
  name: Text,
  message: Text,
  /** Node's word for what the network did. */
  code: Text,
  $metadata: z.catch(z.optional(z.object({ httpStatusCode: Whole, requestId: Text })), undefined),
  $retryable: z.catch(z.optional(z.object({ throttling: z.catch(z.optional(z.boolean()), undefined) })), undefined),
  $response: z.catch(z.optional(z.object({ headers: z.record(z.string(), z.string()) })), undefined),
  CancellationReasons: z.catch(z.optional(z.array(z.object({ Code: Text }))), undefined),
});
export type AwsFault = z.infer<typeof AwsFault>;

const MISTAKES = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Whether this is a mistake in a program: an error of the language that came with no answer of a service. */
export function isProgrammingMistake(error: unknown): error is Error {
  return isOfTheLanguage(error) && toAwsFault(error).$metadata?.httpStatusCode === undefined;
}

/** Reads what was thrown. Errors over an unreadable answer quote it, so their words are left out. */
export function toAwsFault(error: unknown): AwsFault {
  if (typeof error !== 'object' || error === null) return {};
  const fault = AwsFault.parse(membersOf(error));
  return isOfTheLanguage(error) ? { ...fault, message: 'the answer can not be read' } : fault;
}

/** The service's own word for the fault, or the network's. */
export function awsCodeOf({ name, code, $metadata }: AwsFault): string | undefined {
  return $metadata?.httpStatusCode === undefined ? (code ?? name) : name;
}

/** How long the service asks to wait; `undefined` when it doesn't say. */
export function retryAfterMsOf({ $response }: AwsFault): number | undefined {
  const headers = new Map(Object.entries($response?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const after = headers.get('retry-after');
  if (after === undefined) return undefined;
  // A date is compared with the service's own, so that no clock of ours can be wrong.
  const ms = /^\d+(\.\d+)?$/.test(after)
    ? Math.ceil(Number(after) * 1_000)
    : Date.parse(after) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function isOfTheLanguage(error: unknown): boolean {
  return MISTAKES.some((mistake) => error instanceof mistake);
}

/** The members by name: those of errors are not enumerable, or are in a prototype. */
function membersOf(error: object): Readonly<Record<string, unknown>> {
  const names = Object.keys(AwsFault.shape);
  return Object.fromEntries(names.map((name) => [name, (error as Readonly<Record<string, unknown>>)[name]]));
}

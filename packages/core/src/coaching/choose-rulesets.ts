import { EarshotError, isEarshotError } from '../errors.js';
import { type Ruleset, readRuleset } from './ruleset.js';
import { SHIPPED_RULESETS } from './rulesets.js';

/** Turns the rules off: calls are measured only. */
const NONE = 'none';

/** Where rulesets come from that Earshot doesn't bring. */
export interface RulesetSource {
  /** The setting or option that names the rulesets, for errors. */
  readonly field: string;
  /** What specifiers are besides names, for errors. */
  readonly kind: 'files' | 'URIs';
  /** What a specifier may be besides a name, for people, such as `the path of a JSON file`. */
  readonly expected: string;
  /** Whether a specifier is one of those. */
  readonly accepts: (specifier: string) => boolean;
  /** The document at one, as JSON text. `undefined` when there is none. */
  readonly read: (specifier: string) => Promise<string | undefined>;
}

/**
 * The rulesets that calls are coached by.
 * @param specifiers names of rulesets that Earshot brings, places of documents, or `none` alone; all shipped ones if it is empty
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a name is unknown or taken, or a document is missing or isn't a ruleset; what
 *   `read` throws
 */
export async function chooseRulesets(
  specifiers: readonly string[],
  source: RulesetSource,
): Promise<readonly Ruleset[]> {
  if (specifiers.length === 0) return SHIPPED_RULESETS;
  if (specifiers.length === 1 && specifiers[0] === NONE) return [];
  const rulesets = await Promise.all(specifiers.map((specifier) => rulesetAt(specifier, source)));
  for (const [at, { name }] of rulesets.entries()) {
    if (rulesets.findIndex((one) => one.name === name) === at) continue;
    throw rulesetRefusal(source, String(specifiers[at]), `is named ${name}, and so is another ruleset`);
  }
  return rulesets;
}

/** The error of a specifier that gives no ruleset. */
export function rulesetRefusal(
  { field, kind }: Pick<RulesetSource, 'field' | 'kind'>,
  specifier: string,
  why: string,
  cause?: unknown,
): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${field}: ${specifier} ${why}`, {
    cause,
    details: { field, expected: `names or ${kind} of rulesets`, found: specifier },
  });
}

async function rulesetAt(specifier: string, source: RulesetSource): Promise<Ruleset> {
  const { expected, accepts, read } = source;
  const shipped = SHIPPED_RULESETS.find(({ name }) => name === specifier);
  if (shipped !== undefined) return shipped;
  if (!accepts(specifier)) {
    const names = [...SHIPPED_RULESETS.map(({ name }) => name), NONE].join(', ');
    throw rulesetRefusal(source, specifier, `is no ruleset: expected ${names}, or ${expected}`);
  }
  const text = await read(specifier);
  if (text === undefined) throw rulesetRefusal(source, specifier, 'is missing');
  try {
    return readRuleset(text);
  } catch (cause) {
    if (!isEarshotError(cause)) throw cause;
    throw rulesetRefusal(source, specifier, `isn't a ruleset: ${cause.message}`, cause);
  }
}

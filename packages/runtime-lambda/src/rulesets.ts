import {
  EarshotError,
  isEarshotError,
  ObjectUri,
  type ResultStore,
  type Ruleset,
  readRuleset,
  SHIPPED_RULESETS,
} from '@earshot/core';

/** Turns the rules off: calls are measured only. */
const NONE = 'none';
const FIELD = 'EARSHOT_RULESETS';

/**
 * The rulesets that calls are coached by.
 * @param specifiers names of rulesets that Earshot brings, URIs of JSON documents, or `none` alone; all shipped ones if it is empty
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a name is unknown or taken, or a document is missing or isn't a ruleset;
 *   what the store throws
 */
export async function loadRulesets(
  specifiers: readonly string[],
  store: Pick<ResultStore, 'get'>,
): Promise<readonly Ruleset[]> {
  if (specifiers.length === 0) return SHIPPED_RULESETS;
  if (specifiers.length === 1 && specifiers[0] === NONE) return [];
  const rulesets = await Promise.all(specifiers.map((specifier) => rulesetAt(specifier, store)));
  for (const [at, { name }] of rulesets.entries()) {
    if (rulesets.findIndex((one) => one.name === name) === at) continue;
    throw refusal(String(specifiers[at]), `is named ${name}, and so is another ruleset`);
  }
  return rulesets;
}

async function rulesetAt(specifier: string, store: Pick<ResultStore, 'get'>): Promise<Ruleset> {
  const shipped = SHIPPED_RULESETS.find(({ name }) => name === specifier);
  if (shipped !== undefined) return shipped;
  const uri = ObjectUri.safeParse(specifier);
  if (!uri.success) {
    const names = [...SHIPPED_RULESETS.map(({ name }) => name), NONE].join(', ');
    throw refusal(specifier, `is no ruleset: expected ${names}, or the s3:// URI of a JSON document`);
  }
  const bytes = await store.get(uri.data);
  if (bytes === undefined) throw refusal(specifier, 'is missing');
  try {
    return readRuleset(new TextDecoder().decode(bytes));
  } catch (cause) {
    if (!isEarshotError(cause)) throw cause;
    throw refusal(specifier, `isn't a ruleset: ${cause.message}`, cause);
  }
}

function refusal(specifier: string, why: string, cause?: unknown): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${FIELD}: ${specifier} ${why}`, {
    cause,
    details: { field: FIELD, expected: 'names or URIs of rulesets', found: specifier },
  });
}

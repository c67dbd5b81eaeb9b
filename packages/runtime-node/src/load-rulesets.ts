import { readFile } from 'node:fs/promises';
import { EarshotError, isEarshotError, type Ruleset, readRuleset, SHIPPED_RULESETS } from '@earshot/core';

/** Turns coaching off. */
const NONE = 'none';
const SHIPPED = SHIPPED_RULESETS.map(({ name }) => name);

/**
 * The rulesets that calls are coached by.
 * @param specifiers names of rulesets that Earshot brings, paths of JSON files, or `none` alone; all shipped ones if it is empty
 * @param field what gave them, for errors
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a file can't be read or isn't a ruleset, a name is unknown or taken
 */
export async function loadRulesets(specifiers: readonly string[], field: string): Promise<readonly Ruleset[]> {
  if (specifiers.length === 0) return SHIPPED_RULESETS;
  if (specifiers.length === 1 && specifiers[0] === NONE) return [];
  const rulesets = await Promise.all(specifiers.map((specifier) => rulesetAt(specifier, field)));
  for (const [at, { name }] of rulesets.entries()) {
    if (rulesets.findIndex((one) => one.name === name) === at) continue;
    throw refusal(field, String(specifiers[at]), `is named ${name}, and so is another ruleset`);
  }
  return rulesets;
}

async function rulesetAt(specifier: string, field: string): Promise<Ruleset> {
  const shipped = SHIPPED_RULESETS.find(({ name }) => name === specifier);
  if (shipped !== undefined) return shipped;
  if (!/[./\\]/.test(specifier)) {
    throw refusal(
      field,
      specifier,
      `is no ruleset: expected ${[...SHIPPED, NONE].join(', ')}, or the path of a JSON file`,
    );
  }
  try {
    return readRuleset(await readFile(specifier, 'utf8'));
  } catch (cause) {
    if (isEarshotError(cause)) throw refusal(field, specifier, `isn't a ruleset: ${cause.message}`, cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal(field, specifier, `can't be read: ${reason}`, cause);
  }
}

function refusal(field: string, specifier: string, why: string, cause?: unknown): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${field}: ${specifier} ${why}`, {
    cause,
    details: { field, expected: 'names or files of rulesets', found: specifier },
  });
}

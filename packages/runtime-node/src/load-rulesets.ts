import { readFile } from 'node:fs/promises';
import { chooseRulesets, type Ruleset, rulesetRefusal } from '@earshot/core';

/**
 * The rulesets that calls are coached by.
 * @param specifiers names of rulesets that Earshot brings, paths of JSON files, or `none` alone; all shipped ones if it is empty
 * @param field what gave them, for errors
 * @throws EarshotError as {@link chooseRulesets} does, and when a file can't be read
 */
export async function loadRulesets(specifiers: readonly string[], field: string): Promise<readonly Ruleset[]> {
  const named = { field, kind: 'files' } as const;
  return chooseRulesets(specifiers, {
    ...named,
    expected: 'the path of a JSON file',
    accepts: (specifier) => /[./\\]/.test(specifier),
    read: (path) =>
      readFile(path, 'utf8').catch((cause: Error) => {
        throw rulesetRefusal(named, path, `can't be read: ${cause.message}`, cause);
      }),
  });
}

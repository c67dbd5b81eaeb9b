import { chooseRulesets, ObjectUri, type ResultStore, type Ruleset } from '@earshot/core';

/**
 * The rulesets that calls are coached by.
 * @param specifiers names of rulesets that Earshot brings, URIs of JSON documents, or `none` alone; all shipped ones if it is empty
 * @throws EarshotError as {@link chooseRulesets} does; what the store throws
 */
export async function loadRulesets(
  specifiers: readonly string[],
  store: Pick<ResultStore, 'get'>,
): Promise<readonly Ruleset[]> {
  return chooseRulesets(specifiers, {
    field: 'EARSHOT_RULESETS',
    kind: 'URIs',
    expected: 'the s3:// URI of a JSON document',
    accepts: (specifier) => ObjectUri.safeParse(specifier).success,
    read: async (specifier) => {
      const bytes = await store.get(specifier as ObjectUri);
      return bytes && new TextDecoder().decode(bytes);
    },
  });
}

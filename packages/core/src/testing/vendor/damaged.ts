import * as fc from 'fast-check';

/** One thing that goes wrong with a file. Places are counted modulo the length. */
type Damage =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'changed'; readonly at: number; readonly text: string }
  | { readonly kind: 'lost'; readonly at: number; readonly length: number }
  | { readonly kind: 'mixed'; readonly at: number; readonly from: number }
  | { readonly kind: 'value'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'foreign value'; readonly at: number; readonly from: number };

const VALUES = [
  undefined,
  null,
  true,
  '',
  ' ',
  'x',
  '-1',
  '1e999',
  'NaN',
  -1,
  0.5,
  1e300,
  1e15,
  [],
  [null],
  [[]],
  {},
  { __proto__: null, length: -1 },
];

/**
 * Texts of documents, damaged: cut off, with characters changed or lost, with members that are lost or have surprising values,
 * or mixed with another document. Take documents of several formats: the likeliest damage is a file that is not what it seems.
 * @example
 * fc.assert(fc.property(damagedArbitrary(fc.oneof(pcaDocumentArbitrary(), transcribeDocumentArbitrary())), (text) => { ... }));
 */
export function damagedArbitrary(documents: fc.Arbitrary<{ readonly document: unknown }>): fc.Arbitrary<string> {
  const at = fc.nat();
  // Making fast-check's unit `binary` takes seconds.
  const units = fc.array(fc.nat(0xffff), { maxLength: 3 }).map((codes) => String.fromCharCode(...codes));
  const text = fc.oneof(fc.constantFrom(...'[]{}",:\\0n-. \n<>'), units);
  const damage = fc.oneof<fc.Arbitrary<Damage>[]>(
    fc.record({ kind: fc.constant('value'), at, value: fc.constantFrom(...VALUES) }),
    fc.record({ kind: fc.constant('foreign value'), at, from: at }),
    fc.record({ kind: fc.constant('changed'), at, text }),
    fc.record({ kind: fc.constant('lost'), at, length: fc.nat(200) }),
    fc.record({ kind: fc.constant('mixed'), at, from: at }),
    fc.record({ kind: fc.constant('cut'), at }),
  );
  const texts = documents.map(({ document }) => (typeof document === 'string' ? document : JSON.stringify(document)));
  return fc
    .tuple(texts, texts, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([whole, other, damages]) => damages.reduce((left, one) => damaged(left, other, one), whole));
}

function damaged(text: string, other: string, damage: Damage): string {
  const at = text.length === 0 ? 0 : damage.at % text.length;
  switch (damage.kind) {
    case 'cut':
      return text.slice(0, at);
    case 'changed':
      return text.slice(0, at) + damage.text + text.slice(at + damage.text.length);
    case 'lost':
      return text.slice(0, at) + text.slice(at + damage.length);
    case 'mixed':
      return text.slice(0, at) + other.slice(damage.from % (other.length + 1));
    case 'value':
      return withValue(text, damage.at, damage.value);
    case 'foreign value': {
      const members = membersOf(parsed(other));
      const [object, key] = members[damage.from % members.length] ?? [{}, ''];
      return withValue(text, damage.at, object[key]);
    }
  }
}

type Member = readonly [object: Record<string, unknown>, key: string];

/** A JSON document with another value of one of its members, or without it; as it was if it isn't JSON. */
function withValue(text: string, at: number, value: unknown): string {
  const document = parsed(text);
  const members = membersOf(document);
  const [object, key] = members[at % members.length] ?? [];
  if (object === undefined || key === undefined) return text;
  object[key] = value;
  return JSON.stringify(document);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Member[] {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  return Object.keys(object).flatMap((key): Member[] => [[object, key], ...membersOf(object[key])]);
}

/** A parsed JSON object whose members are not known yet. */
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a JSON value, for messages: never the value itself, which may be customer data. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** An object's members, without those that are `undefined`. */
export type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the members that are `undefined`; `undefined` when none is left. */
export function present<T extends object>(object: T): Present<T> | undefined {
  let kept: Present<T> | undefined;
  for (const key of Object.keys(object) as (keyof T)[]) {
    const value = object[key];
    if (value === undefined) continue;
    kept ??= {};
    kept[key] = value as Exclude<T[typeof key], undefined>;
  }
  return kept;
}

/** Whether a value nests no deeper than that: what comes later walks it by recursion. */
export function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}

/** A number that Python would print as a float: `1.0` rather than `1`. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What a document is made of. Members that are `undefined` are left out of the file. */
export type Json = string | number | boolean | null | PythonFloat | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** One line of JSON as `json.dumps(value, ensure_ascii=False)` prints it, which is how the service writes its files. */
export function toPythonJson(value: Json): string {
  if (value instanceof PythonFloat) {
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  }
  if (isArray(value)) {
    return `[${value.map(toPythonJson).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [`${JSON.stringify(key)}: ${toPythonJson(member)}`],
    );
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

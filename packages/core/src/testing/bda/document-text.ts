/** Members that the service computes as floats. */
const FLOATS: ReadonlySet<string> = new Set(['confidence', 'frame_rate', 'left', 'top', 'width', 'height', 'x', 'y']);

/** A document's text as the service writes it: one line, a space after each comma and colon, `1.0` for a float of 1. */
export function documentText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(documentText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [`${JSON.stringify(key)}: ${memberText(key, member)}`],
  );
  return `{${members.join(', ')}}`;
}

function memberText(key: string, value: unknown): string {
  return FLOATS.has(key) && Number.isInteger(value) ? `${value}.0` : documentText(value);
}

/**
 * Where a path begins: not within a word, a URI or a relative path. On POSIX, on Windows, on a network share, or as a URL.
 */
const ABSOLUTE_PATH = /(?<![\w.:/\\~-])(?:file:\/{2,3}|\/(?!\/)|[A-Za-z]:[\\/]|\\\\)[^\s"'`<>|;,()]*/g;
const IS_ABSOLUTE = /^(?:file:|\/|[A-Za-z]:[\\/]|\\\\)/;

/**
 * A message as callers of the API may read it: of the server's absolute paths, only the last name is left.
 * @param details of the error with that message. Paths with spaces in them are known from there.
 */
export function withoutPaths(message: string, details: Readonly<Record<string, unknown>> = {}): string {
  let text = message;
  for (const value of Object.values(details)) {
    if (typeof value === 'string' && IS_ABSOLUTE.test(value)) text = text.replaceAll(value, lastName(value));
  }
  return text.replace(ABSOLUTE_PATH, lastName);
}

function lastName(path: string): string {
  return /[^\\/]+(?=[\\/]*$)/.exec(path)?.[0] ?? '';
}

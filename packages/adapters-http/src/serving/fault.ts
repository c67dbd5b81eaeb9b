export interface Fault {
  /** Names and codes of the error and of its causes, such as `EARSHOT_UNREADABLE < SyntaxError`. */
  readonly error: string;
  /** Where in the code the error arose, innermost first; at most 8 places. */
  readonly at: readonly string[];
}

const MAX_CAUSES = 5;
const MAX_PLACES = 8;

/**
 * Describes an error for a log. Messages are left out: they quote what they are about, which may be a name of a file or a
 * piece of a transcript.
 */
export function describeFault(thrown: unknown): Fault {
  const chain: string[] = [];
  for (let error = thrown; error !== undefined && chain.length < MAX_CAUSES; error = causeOf(error)) {
    chain.push(nameOf(error));
  }
  return { error: chain.join(' < ') || 'unknown', at: placesOf(thrown) };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** A code is for programs: it quotes nothing. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]*$/.test(code)) return word(error.name);
  return code.startsWith('EARSHOT_') ? code : `${word(error.name)} ${code}`;
}

function word(name: string): string {
  return /^[\w$.-]{1,80}$/.test(name) ? name : 'Error';
}

/** A stack begins with the message, of as many lines as that has. */
function placesOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const head = error.stack.indexOf(error.message);
  if (head < 0) return [];
  const lines = error.stack.slice(head + error.message.length).split('\n');
  return lines.flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []).slice(0, MAX_PLACES);
}

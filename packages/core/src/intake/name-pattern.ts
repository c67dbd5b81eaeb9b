import { EarshotError } from '../errors.js';

const GROUPS = ['time', 'agent', 'customer', 'id'] as const;
/** With more of them, there are too many ways to divide a name among them. */
const MAX_REPEATS = 6;
/** Each may double the ways to match. */
const MAX_CHOICES = 12;

/**
 * Reads a regular expression with the named groups of a recording's name. Refuses those that could take exponential time: a
 * repeated group whose content varies, such as `(a+)*`, and references to groups.
 * @throws EarshotError `EARSHOT_INVALID_INPUT`
 */
export function namePattern(source: string): RegExp {
  const pattern = compiled(source);
  const groups = [...source.matchAll(/\(\?<(\w+)>/g)].map(([, name = '']) => name);
  const other = groups.find((name) => !GROUPS.some((group) => group === name));
  if (groups.length === 0 || other !== undefined) {
    throw refused(source, `named groups among ${GROUPS.map((name) => `(?<${name}>…)`).join(', ')}`, other);
  }
  const { repeats, choices } = waysToMatch(source);
  if (repeats > MAX_REPEATS || choices > MAX_CHOICES) {
    const limits = `at most ${MAX_REPEATS} of *, +, {n,} and {n,m}, and ${MAX_CHOICES} of ? and |`;
    throw refused(source, `${limits}, no references to groups, and no repeated groups of varying content`);
  }
  return pattern;
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    throw refused(source, 'a regular expression');
  }
}

/** Counts what can match in several ways. Infinitely many when a repeated group varies, or a group is referred to. */
function waysToMatch(source: string): { repeats: number; choices: number } {
  const endless = { repeats: Number.POSITIVE_INFINITY, choices: 0 };
  const tokens =
    source.match(/\\k|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|<\w+>|:)|\{\d+(?:,\d*)?\}\??|[*+?]\??|./gsu) ?? [];
  let [repeats, choices] = [0, 0];
  const open: boolean[] = [false];
  let varies = false;
  for (const token of tokens) {
    const isRepeat = /^(?:[*+]|\{\d+,)/.test(token);
    const isChoice = /^[?|]/.test(token);
    if (/^\\[k1-9]/.test(token) || (varies && (isRepeat || /^\{/.test(token)))) return endless;
    repeats += Number(isRepeat);
    choices += Number(isChoice);
    varies = token === ')' && (open.pop() ?? false);
    if (token.startsWith('(')) open.push(false);
    if (isRepeat || isChoice || varies) open[open.length - 1] = true;
  }
  return { repeats, choices };
}

function refused(source: string, expected: string, found: string = source): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `name pattern ${source}: expected ${expected}`, {
    details: { field: 'namePattern', found, expected },
  });
}

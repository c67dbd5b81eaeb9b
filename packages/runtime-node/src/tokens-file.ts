import { readFileSync, type Stats, statSync } from 'node:fs';
import { type AccessToken, BEARER_TOKEN, SCOPES } from '@earshot/adapters-http';
import { EarshotError } from '@earshot/core';
import { z } from 'zod';
import { digests } from './container.js';
import { othersMayRead, TOKEN_EXPECTED } from './secret-file.js';

const OPTION = '--tokens-file';
const EXPECTED = 'a JSON array of {"name", "token" or "sha256", "scopes"}';

const Entry = z
  .strictObject({
    name: z
      .string()
      .regex(/^[^\s\p{C}](?:[^\p{C}]{0,98}[^\s\p{C}])?$/u, 'expected 1-100 characters without space around them'),
    token: z.string().regex(BEARER_TOKEN, `expected ${TOKEN_EXPECTED}`).optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected 64 digits of lower-case hex')
      .optional(),
    scopes: z.array(z.enum(SCOPES, `expected ${SCOPES.join(', ')}`)).min(1, `expected one of ${SCOPES.join(', ')}`),
  })
  .refine(({ token, sha256 }) => (token === undefined) !== (sha256 === undefined), 'expected one of token and sha256');

/**
 * Opens a file of tokens. It is read again when it has changed, so that a removed token stops working at once. A file that
 * has become invalid is warned about once, and changes nothing.
 * @param others tokens that are valid besides; the file can't have one of them, or a name of theirs
 * @param warn receives messages for the person who runs the server
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the file can't be read or is invalid; it never says what a token is
 */
export function openTokensFile(
  path: string,
  others: readonly AccessToken[],
  warn: (message: string) => void,
): () => readonly AccessToken[] {
  let state = stateOf(path);
  let tokens = [...others, ...readTokens(path, others)];
  if (othersMayRead(statSync(path))) warn(`every user of this machine may read ${path}: chmod 600 it`);
  return () => {
    const found = stateOf(path);
    if (found === state) return tokens;
    state = found;
    try {
      tokens = [...others, ...readTokens(path, others)];
    } catch (error) {
      warn(`${(error as Error).message}; the tokens stay as they were`);
    }
    return tokens;
  };
}

/** Changes when a file is written or replaced. */
function stateOf(path: string): string {
  const stats: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
}

function readTokens(path: string, others: readonly AccessToken[]): AccessToken[] {
  const parsed = z.array(Entry).safeParse(jsonIn(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(path, `is wrong at ${z.core.toDotPath(issue?.path ?? []) || 'its top'}: ${issue?.message}`);
  }
  const tokens: AccessToken[] = [];
  for (const [index, { name, token, sha256 = digests.sha256Hex(token ?? ''), scopes }] of parsed.data.entries()) {
    const known = [...others, ...tokens];
    if (known.some((one) => one.name === name)) throw invalid(path, `has the name ${name} twice (at [${index}])`);
    if (known.some((one) => one.sha256 === sha256))
      throw invalid(path, `has the token of ${name} twice (at [${index}])`);
    tokens.push({ name, sha256, scopes });
  }
  return tokens;
}

/** The parser's own error would quote the file. */
function jsonIn(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw invalid(path, `can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(path, 'holds no JSON');
  }
}

function invalid(path: string, found: string, cause?: unknown): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${OPTION}: ${path} ${found}; expected ${EXPECTED}`, {
    cause,
    details: { field: OPTION, expected: EXPECTED, found },
  });
}

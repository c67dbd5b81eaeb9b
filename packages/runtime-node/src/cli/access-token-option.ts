import { BEARER_TOKEN } from '@earshot/adapters-http';
import { printable } from '@earshot/core';
import type { Command } from 'commander';
import { readSecretFile, TOKEN_EXPECTED } from '../secret-file.js';
import type { Context } from './context.js';
import { type Stream, styled } from './terminal.js';

/** Where the token of the HTTP API is. */
export interface TokenOptions {
  readonly tokenFile?: string;
}

/** Adds the choice of the token. There is no option for the token itself: other users see the arguments of a process. */
export function withToken(command: Command, description: string): Command {
  return command.option('--token-file <file>', description);
}

/** The token of the HTTP API, where one is set. @throws EarshotError `EARSHOT_INVALID_INPUT` when the file holds none */
export async function tokenOf({ settings, stderr }: Context, { tokenFile }: TokenOptions): Promise<string | undefined> {
  if (tokenFile === undefined) return settings.token;
  const file = { option: '--token-file', path: tokenFile, pattern: BEARER_TOKEN, expected: TOKEN_EXPECTED };
  return readSecretFile(file, warningTo(stderr));
}

/** Writes warnings about files of secrets. */
export function warningTo(stderr: Stream): (message: string) => void {
  return (message) => void stderr.write(`${styled(stderr, 'yellow', printable(message))}\n`);
}

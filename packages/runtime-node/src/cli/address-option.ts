import { lookup } from 'node:dns/promises';
import { type AccessToken, adminToken, corsOrigin } from '@earshot/adapters-http';
import { EarshotError } from '@earshot/core';
import type { Command } from 'commander';
import { allowedHost, isLoopback } from '../allowed-host.js';
import { openTokensFile } from '../tokens-file.js';
import { type TokenOptions, tokenOf, warningTo, withToken } from './access-token-option.js';
import type { Context } from './context.js';
import { wholeNumber } from './query-options.js';

/** Where to serve, and for whom. */
export interface AddressOptions extends TokenOptions {
  readonly tokensFile?: string;
  readonly host?: string;
  readonly port?: number;
  readonly allowUnauthenticated?: boolean;
  readonly allowedHost?: readonly string[];
  readonly corsOrigin?: readonly string[];
}

/** Where a server is to be bound, and whom it answers. */
export interface Address {
  /** An IP address. */
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  /** The tokens that are valid now. Absent where everybody who reaches the server may ask. */
  readonly tokens: (() => readonly AccessToken[]) | undefined;
}

/** Adds the choice of where to serve, and for whom. */
export function withAddress(command: Command): Command {
  return withToken(
    command
      .option('--host <address>', 'serve at this address (default: 127.0.0.1, this machine only)')
      .option('--port <number>', 'serve at this port, 0 for a free one (default: 8710)', wholeNumber(0, 65_535)),
    'require the token in this file from every request; it may do everything (default: EARSHOT_TOKEN)',
  )
    .option('--tokens-file <file>', 'require one of the tokens in this JSON file, each with a name and scopes')
    .option(
      '--allow-unauthenticated',
      'serve other machines without a token: anyone who can reach the server can read every call',
    )
    .option('--allowed-host <name...>', 'answer requests for this host too, such as the name of a proxy in front')
    .option('--cors-origin <origin...>', 'let pages from these origins use the API');
}

/**
 * Reads where to serve, and for whom.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when an option is wrong, this machine can't resolve the host, or other
 * machines could ask for calls without a token though nobody allowed that
 */
export async function addressOf(context: Context, options: AddressOptions): Promise<Address> {
  const { settings } = context;
  const named = options.host ?? settings.host;
  const host = await resolved(named);
  const tokens = await tokensOf(context, options);
  if (tokens !== undefined && options.allowUnauthenticated) {
    throw wrong(
      '--allow-unauthenticated',
      "can't be combined with tokens (--token-file, --tokens-file, EARSHOT_TOKEN)",
    );
  }
  if (tokens === undefined && !options.allowUnauthenticated && !isLoopback(host)) {
    throw wrong(
      '--host',
      `${named} can be reached from other machines, so requests need a token: set --token-file, --tokens-file or EARSHOT_TOKEN. ` +
        'With --allow-unauthenticated, anyone who reaches the server can read and erase every call.',
    );
  }
  const allowed = options.allowedHost?.map((name) => allowedHost(name, '--allowed-host')) ?? settings.allowedHosts;
  return {
    host,
    tokens,
    port: options.port ?? settings.port,
    allowedHosts: host === named ? allowed : [...allowed, allowedHost(named, '--host')],
    corsOrigins: options.corsOrigin?.map((origin) => corsOrigin(origin, '--cors-origin')) ?? settings.corsOrigins,
  };
}

async function tokensOf(context: Context, options: AddressOptions): Promise<Address['tokens']> {
  const token = await tokenOf(context, options);
  const single = token === undefined ? [] : [adminToken(token)];
  if (options.tokensFile !== undefined) return openTokensFile(options.tokensFile, single, warningTo(context.stderr));
  return token === undefined ? undefined : () => single;
}

/** The address that a server for this host would be bound to: it decides who can reach it, whatever the name says. */
async function resolved(host: string): Promise<string> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  // To Node, an empty name is every address.
  if (name === '') throw wrong('--host', 'must be an address or a host name (got an empty one)');
  try {
    return (await lookup(name)).address;
  } catch (cause) {
    throw wrong('--host', `${name} is no address of this machine: ${(cause as Error).message}`, cause);
  }
}

function wrong(field: string, found: string, cause?: unknown): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${field}: ${found}`, { cause, details: { field } });
}

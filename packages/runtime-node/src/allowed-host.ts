import { BlockList, isIP } from 'node:net';
import { EarshotError } from '@earshot/core';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine can reach an IP address. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The name or address in a `Host` header, in the one form that all its spellings have: in lower case, without a port, a dot
 * at the end or brackets. `undefined` when there is none in it.
 */
function hostIn(header: string): string | undefined {
  const authority = isIP(header) === 6 ? `[${header}]` : header;
  const url = URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`) : undefined;
  if (url === undefined || url.href !== `http://${url.host}/`) return undefined;
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  return isIP(host) !== 0 || /^[a-z0-9._-]+$/.test(host) ? host : undefined;
}

/**
 * A host name or address that requests may ask for.
 * @param field names the setting in the error
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is neither
 */
export function allowedHost(text: string, field = 'allowedHosts'): string {
  const host = hostIn(text);
  if (host !== undefined) return host;
  const expected = 'a host name or an address, such as calls.example.org';
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${field} must be ${expected} (got ${text})`, {
    details: { field, expected, found: text },
  });
}

/**
 * Makes the check whether a request asks for this server: by a name of loopback, by the very address that its connection
 * arrived at, or by an allowed host. A page anywhere can have its own name lead to an address of this machine, and would
 * then be of one origin with the API (DNS rebinding).
 */
export function createHostCheck(allowed: readonly string[]): (header: string, localAddress?: string) => boolean {
  const known = new Set(allowed.map((host) => allowedHost(host)));
  return (header, localAddress = '') => {
    const host = hostIn(header);
    if (host === undefined) return false;
    if (host === 'localhost' || host.endsWith('.localhost') || isLoopback(host) || known.has(host)) return true;
    // A server of IPv6 and IPv4 sees IPv4 addresses wrapped.
    return host === hostIn(localAddress.replace(/^::ffff:(?=\d+\.)/i, ''));
  };
}

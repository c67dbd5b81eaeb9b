import { EarshotError } from '@earshot/core';

/**
 * An origin as browsers send it: in lower case, without the scheme's default port, and without a slash at the end. `*`,
 * which is every origin, stays as it is.
 * @param field names the setting in the error
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it isn't an origin: browsers would never send it
 */
export function corsOrigin(text: string, field = 'corsOrigins'): string {
  if (text === '*') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const { protocol = '', host = '', pathname = '', search = '', hash = '', username = '', password = '' } = url ?? {};
  const rest = pathname.replace(/^\/$/, '') + search + hash + username + password;
  if (host !== '' && rest === '' && !/[?#@*]/.test(text)) return `${protocol}//${host}`;
  const expected = 'an origin, such as https://calls.example.org, or *';
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${field} must be ${expected} (got ${text})`, {
    details: { field, expected, found: text },
  });
}

import { type Authentication, type Caller, SCOPES, type Scope, withIncluded } from '@earshot/adapters-http';

type Claims = Readonly<Record<string, unknown>>;

/** What API Gateway and function URLs say of who sent a request, as far as it is looked at. */
export interface GatewayContext {
  readonly authorizer?: {
    /** HTTP APIs. */
    readonly jwt?: { readonly claims?: Claims } | null;
    /** REST APIs with a Cognito authorizer. */
    readonly claims?: Claims;
    /** HTTP APIs and function URLs that check signatures of IAM. */
    readonly iam?: { readonly userArn?: string | null } | null;
  } | null;
  /** REST APIs. */
  readonly identity?: { readonly userArn?: string | null; readonly apiKeyId?: string | null } | null;
}

/**
 * Who sent a request, as the gateway found out. `undefined` when it asked for no credentials.
 *
 * Scopes of a JWT are those that its claims `scope`, `scp` and `cognito:groups` name. IAM's policies allow each route by
 * itself, so what they let through has every scope. A key of a usage plan is for reading.
 */
export function gatewayCaller({ authorizer, identity }: GatewayContext = {}): Caller | undefined {
  const claims = authorizer?.jwt?.claims ?? authorizer?.claims;
  if (claims !== undefined) return { name: nameIn(claims), scopes: withIncluded(scopesIn(claims)) };
  const arn = authorizer?.iam?.userArn ?? identity?.userArn;
  if (arn) return { name: principalIn(arn), scopes: withIncluded(['admin']) };
  if (identity?.apiKeyId) return { name: `key ${identity.apiKeyId}`, scopes: withIncluded(['read']) };
  return undefined;
}

/** Where the deployment asks for no credentials, everyone may read, and nothing else. */
const EVERYONE: Caller = { name: 'anonymous', scopes: withIncluded(['read']) };

/** Trusts the gateway in front of the function: it refuses those without valid credentials. */
export const gatewayAuthentication: Authentication = {
  schemes: {},
  authenticate: ({ caller = EVERYONE }) => caller,
};

/** Longer names of actors aren't kept. */
const LONGEST_NAME = 256;

/** What an issuer makes unique: not an email address or a display name, which people may be able to choose. */
function nameIn(claims: Claims): string {
  const names = ['username', 'cognito:username', 'sub', 'client_id'].map((claim) => claims[claim]);
  const name = names.find((one) => typeof one === 'string' && one !== '') as string | undefined;
  return (name ?? 'unnamed').slice(0, LONGEST_NAME);
}

/**
 * The word alone counts in scopes, which are issued for this API, but not as the name of a group. With a prefix, only
 * Earshot's own: Cognito gives out `aws.cognito.signin.user.admin`.
 */
function scopesIn(claims: Claims): Scope[] {
  const granted = [...wordsIn(claims['scope']), ...wordsIn(claims['scp'])];
  const groups = wordsIn(claims['cognito:groups']);
  return SCOPES.filter((scope) => {
    const named = ['/', ':', '.', '-'].map((separator) => `earshot${separator}${scope}`);
    return granted.includes(scope) || named.some((name) => granted.includes(name) || groups.includes(name));
  });
}

/** API Gateway writes lists as `[a b]` (HTTP APIs) or `a,b` (REST APIs). */
function wordsIn(claim: unknown): string[] {
  const texts: unknown[] = Array.isArray(claim) ? claim : [claim];
  const text = texts.filter((one) => typeof one === 'string').join(' ');
  return text.split(/[\s,[\]"]+/).filter((word) => word !== '');
}

/** `role/session`, or the name of a user: what follows the kind in an ARN. */
function principalIn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return (resource.replace(/^[^/]+\//, '') || arn).slice(0, LONGEST_NAME);
}

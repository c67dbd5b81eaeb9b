import { S3Error } from './s3-error.js';
import { childrenOf, malformed, readXml, textOf, type XmlElement, type XmlFields } from './xml.js';

/** What a rule can allow. */
export const CORS_METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const MAX_RULES = 100;
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** What pages of some origins may do with a bucket. Origins and headers may have one `*`. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
}

/** The first rule that allows pages of an origin a request with these headers. */
export function ruleFor(rules: readonly CorsRule[], origin: string, method: string, asked: readonly string[] = []) {
  const covers = (patterns: readonly string[], text: string) => patterns.some((pattern) => fits(pattern, text));
  return rules.find(
    ({ origins, methods, headers }) =>
      covers(origins, origin) && methods.includes(method) && asked.every((name) => covers(headers, name)),
  );
}

/** The headers by which a browser lets a page of an origin have an answer. */
export function allowance(
  { origins, methods, exposed, maxAgeSeconds }: CorsRule,
  origin: string,
): Readonly<Record<string, string>> {
  const every = origins.includes('*');
  return {
    'access-control-allow-origin': every ? '*' : origin,
    'access-control-allow-methods': methods.join(', '),
    ...(exposed.length > 0 && { 'access-control-expose-headers': exposed.join(', ') }),
    ...(maxAgeSeconds !== undefined && { 'access-control-max-age': String(maxAgeSeconds) }),
    ...(!every && { 'access-control-allow-credentials': 'true' }),
    vary: VARY,
  };
}

/**
 * Reads what PutBucketCors sends.
 * @throws S3Error `MalformedXML`, `InvalidRequest`
 */
export function readCorsRules(body: string): readonly CorsRule[] {
  const document = readXml(body);
  if (document.name !== 'CORSConfiguration') malformed();
  const rules = document.children.map(readRule);
  if (rules.length < 1 || rules.length > MAX_RULES) malformed();
  return rules;
}

/** As GetBucketCors gives them back. */
export function corsFields(rules: readonly CorsRule[]): XmlFields {
  const CORSRule = rules.map(({ origins, methods, headers, exposed, maxAgeSeconds }) => ({
    AllowedOrigin: origins,
    AllowedMethod: methods,
    AllowedHeader: headers,
    ExposeHeader: exposed,
    MaxAgeSeconds: maxAgeSeconds,
  }));
  return { CORSRule };
}

function readRule(element: XmlElement): CorsRule {
  if (element.name !== 'CORSRule') malformed();
  const texts = (name: string) => childrenOf(element, name).map(({ text }) => text);
  const [origins, methods] = [texts('AllowedOrigin'), texts('AllowedMethod')];
  if (origins.length === 0 || methods.length === 0) malformed();
  const headers = texts('AllowedHeader').map((name) => name.toLowerCase());
  const stars = [...origins, ...headers].find((text) => text.split('*').length > 2);
  if (stars !== undefined) throw invalid(`"${stars}" can not have more than one wildcard.`);
  const unknown = methods.find((method) => !CORS_METHODS.includes(method));
  if (unknown !== undefined) {
    throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  }
  const seconds = textOf(element, 'MaxAgeSeconds');
  if (seconds !== undefined && !/^\d+$/.test(seconds)) malformed();
  const maxAgeSeconds = seconds === undefined ? undefined : Number(seconds);
  return { origins, methods, headers, exposed: texts('ExposeHeader'), maxAgeSeconds };
}

function fits(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidRequest', message);
}

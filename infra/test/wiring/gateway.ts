import { gunzipSync } from 'node:zlib';
import type { LambdaFunction } from '@earshot/aws-test-servers';
import { named } from '../named.ts';
import { type Found, ofType, resolve, type Template } from '../template.ts';

/** An answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

interface Result {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** How a request is sent besides its path. */
export interface AskOptions {
  /** @defaultValue GET */
  readonly method?: string;
  readonly body?: object;
}

/** Who asks, as API Gateway says it after it checked a signature of IAM. */
const CALLER = { iam: { userArn: 'arn:aws:iam::000000000000:user/zoe' } };

/** Asks the API as its routes say, HTTP or REST; a path without a route is not found. */
export async function ask(
  template: Template,
  functions: ReadonlyMap<string, LambdaFunction>,
  target: string,
  { method = 'GET', body: sent }: AskOptions = {},
): Promise<ApiAnswer> {
  const url = new URL(target, 'https://api.example.org');
  if (ofType(template, 'ApiGateway::RestApi').length > 0) return askRest(template, functions, url, method, sent);
  const route = ofType(template, 'ApiGatewayV2::Route').find(({ Properties }) =>
    parametersOf(Properties['RouteKey'], method, url),
  );
  if (route === undefined) return { status: 404, headers: {}, body: {} };
  const made = functions.get(functionOf(template, route));
  if (made === undefined) throw new Error(`the route ${route.Properties['RouteKey']} leads to no function`);
  const event = {
    version: '2.0',
    routeKey: route.Properties['RouteKey'],
    rawPath: decodeURIComponent(url.pathname),
    rawQueryString: url.search.slice(1),
    headers: { host: url.host, ...(sent && { 'content-type': 'application/json' }) },
    ...(sent && { body: JSON.stringify(sent) }),
    pathParameters: parametersOf(route.Properties['RouteKey'], method, url),
    isBase64Encoded: false,
    requestContext: { domainName: url.host, stage: '$default', http: { method }, authorizer: CALLER },
  };
  return answerOf((await made.invoke(event)) as Result);
}

/** Asks a REST API, whose functions get the event of a proxy integration (payload format 1.0). */
async function askRest(
  template: Template,
  functions: ReadonlyMap<string, LambdaFunction>,
  url: URL,
  method: string,
  sent: object | undefined,
): Promise<ApiAnswer> {
  const routes = ofType(template, 'ApiGateway::Method').map((found) => ({
    found,
    resource: pathOf(template, found.Properties['ResourceId']),
  }));
  const route = routes.find(
    ({ found, resource }) => parametersOf(`${found.Properties['HttpMethod']} ${resource}`, method, url) !== undefined,
  );
  if (route === undefined) return { status: 404, headers: {}, body: {} };
  const { Type, Uri } = route.found.Properties['Integration'];
  if (Type !== 'AWS_PROXY') throw new Error(`${route.resource} is not a proxy`);
  const name = /:function:([^/]+)\/invocations$/.exec(String(resolve(template, Uri, named)))?.[1] ?? '';
  const permitted = ofType(template, 'Lambda::Permission').some(
    ({ Properties }) =>
      Properties['Principal'] === 'apigateway.amazonaws.com' &&
      String(resolve(template, Properties['FunctionName'], named))
        .split(':')
        .at(-1) === name,
  );
  if (!permitted) throw new Error(`API Gateway may not invoke ${name}`);
  const made = functions.get(name);
  if (made === undefined) throw new Error(`${route.resource} leads to no function`);
  const headers = { Host: url.host, ...(sent && { 'Content-Type': 'application/json' }) };
  const query = [...new Set(url.searchParams.keys())];
  const event = {
    resource: route.resource,
    path: decodeURIComponent(url.pathname),
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [value]])),
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(url.searchParams),
    multiValueQueryStringParameters:
      query.length === 0 ? null : Object.fromEntries(query.map((key) => [key, url.searchParams.getAll(key)])),
    pathParameters: parametersOf(`${method} ${route.resource}`, method, url) ?? null,
    body: sent === undefined ? null : JSON.stringify(sent),
    isBase64Encoded: false,
    requestContext: {
      domainName: url.host,
      stage: 'test',
      path: `/test${url.pathname}`,
      httpMethod: method,
      identity: { userArn: CALLER.iam.userArn },
    },
  };
  return answerOf((await made.invoke(event)) as Result);
}

function pathOf(template: Template, id: { readonly Ref?: string }): string {
  const { ParentId, PathPart } = template.Resources[id.Ref ?? '']?.Properties ?? {};
  return PathPart === undefined ? '' : `${pathOf(template, ParentId)}/${PathPart}`;
}

function answerOf({ statusCode, headers, body, isBase64Encoded }: Result): ApiAnswer {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return { status: statusCode, headers, body: JSON.parse(text.toString('utf8') || '{}') as Record<string, unknown> };
}

/** The parameters of a route such as `GET /analytics/{hash}`; `undefined` when the path is another. */
function parametersOf(routeKey: string, asked: string, { pathname }: URL): Record<string, string> | undefined {
  const [method, path = ''] = routeKey.split(' ');
  const pattern = path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(pathname);
  if (method !== asked || found === null) return undefined;
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

function functionOf(template: Template, { Properties }: Found): string {
  const [, id = ''] = String(resolve(template, Properties['Target'], named)).split('/');
  const integration = template.Resources[id]?.Properties ?? {};
  if (integration['PayloadFormatVersion'] !== '2.0') throw new Error('the function takes payload format 2.0');
  const arn = String(resolve(template, integration['IntegrationUri'], named));
  const permitted = ofType(template, 'Lambda::Permission').some(
    (permission) =>
      permission.Properties['Principal'] === 'apigateway.amazonaws.com' &&
      resolve(template, permission.Properties['FunctionName'], named) === arn,
  );
  if (!permitted) throw new Error(`API Gateway may not invoke ${arn}`);
  return arn.split(':').at(-1) ?? '';
}

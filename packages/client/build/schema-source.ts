import { createApi, type ServedApp, tokenAuthentication } from '@earshot/adapters-http';
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import ts from 'typescript';

/** The type of `JsonValue`: as the document has it, it is one of itself, which no type may be. */
const ANYTHING = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword);

/** The types of every route that an API can have, in TypeScript that nobody has formatted yet. */
export async function schemaSource(): Promise<string> {
  const transform = (_schema: object, { path = '' }: { readonly path?: string }) =>
    path.endsWith('/JsonValue') ? ANYTHING : undefined;
  return `${COMMENT_HEADER}${astToString(await openapiTypescript(JSON.stringify(await describedApi()), { transform }))}`;
}

/** The OpenAPI document of an API with every route. No use case is called for it. */
async function describedApi(): Promise<unknown> {
  const everything: ServedApp = new Proxy({} as ServedApp, { get: () => everything, has: () => true });
  const authentication = tokenAuthentication({ tokens: () => [], sign: (text) => text, now: () => new Date() });
  const request = { method: 'GET', url: 'http://localhost/openapi.json', headers: { get: () => null }, body: null };
  const { body } = await createApi(everything, { authentication }).handle(request);
  return JSON.parse(String(body));
}

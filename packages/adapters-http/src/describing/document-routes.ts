import { type ApiResponse, REVALIDATE } from '../serving/api-response.js';
import { fingerprint, unlessKnown } from '../serving/entity-tag.js';
import type { Handler, Routes } from '../serving/routes.js';
import type { DocumentRoute } from './description.js';
import { DOCS_POLICY, docsPage } from './docs-page.js';
import { type DescribedApi, openApiDocument } from './openapi.js';

/**
 * The routes that describe the API, and `/`, which leads to them unless a page is there.
 * @param others the routes that the documents describe besides these
 */
export function documentRoutes(
  others: Routes,
  api: DescribedApi & { readonly page?: unknown },
): Readonly<Partial<Record<DocumentRoute, Handler>>> {
  const document = once(() => openApiDocument({ ...others, ...routes }, api));
  const openApi = once(() => fixed(JSON.stringify(document()), 'application/json'));
  const docs = once(() => fixed(docsPage(document()), 'text/html; charset=utf-8', DOCS_POLICY));

  const toDocs: Handler = () => ({
    status: 302,
    body: 'See /docs\n',
    headers: { location: '/docs', 'content-type': 'text/plain; charset=utf-8', 'cache-control': REVALIDATE },
  });
  const routes: Readonly<Partial<Record<DocumentRoute, Handler>>> = {
    'GET /openapi.json': (...asked) => openApi()(...asked),
    'GET /docs': (...asked) => docs()(...asked),
    ...(api.page === undefined && { 'GET /': toDocs }),
  };
  return routes;
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Responds with a text that never changes. Its tag is a digest of its bytes. */
function fixed(text: string, type: string, own: ApiResponse['headers'] = {}): Handler {
  const tag = `"${fingerprint(text)}"`;
  return (request) =>
    unlessKnown(
      request,
      tag,
      (headers) => ({ status: 200, body: text, headers: { ...headers, 'content-type': type } }),
      own,
    );
}

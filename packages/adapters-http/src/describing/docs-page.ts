import { hash } from 'node:crypto';
import { PROBLEM_KINDS } from '../serving/problem-kinds.js';
import { block, fieldRows, prose, readable, safe, table, typeOf } from './docs-markup.js';
import { DOCS_STYLE } from './docs-style.js';
import type { OpenApiDocument, Operation, Parameter } from './openapi-document.js';

/** What the page may load: its own style sheet, and nothing else. */
export const DOCS_POLICY = {
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${hash('sha256', DOCS_STYLE, 'base64')}'; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const PROBLEM = 'application/problem+json';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** A page for people to read, whole in itself, of what an OpenAPI document says. */
export function docsPage(document: OpenApiDocument): string {
  const { info, tags, components } = document;
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = tags.map(({ name, description }) => {
    const own = routes.filter(({ operation }) => operation.tags.includes(name));
    const heading = `<h2 id="${slug(name)}">${safe(name)}</h2><p class="lead">${prose(description)}</p>`;
    return `<section>${heading}${own.map((route) => routeOf(route, document)).join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${safe(info.title)} API</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<div class="page">
${navigation(document, routes)}
<main id="content">
<header>
<p class="eyebrow">HTTP API · ${safe(info.version)} · ${safe(info.license.name)}</p>
<h1>${safe(info.title)}</h1>
<p class="summary">${prose(info.summary)}</p>
<p>${prose(info.description)}</p>
<p>For programs: <a href="/openapi.json">openapi.json</a></p>
</header>
${groups.join('\n')}
${problems()}
${schemas(components.schemas)}
</main>
</div>
</body>
</html>
`;
}

function navigation({ info, tags, components }: OpenApiDocument, routes: readonly Route[]): string {
  const groups = tags.map(({ name }) => {
    const links = routes
      .filter(({ operation }) => operation.tags.includes(name))
      .map(
        ({ method, path, operation }) =>
          `<li><a href="#${operation.operationId}">${badge(method)}<span>${pathOf(path)}</span></a></li>`,
      );
    return `<li><a class="group" href="#${slug(name)}">${safe(name)}</a><ul>${links.join('')}</ul></li>`;
  });
  const names = Object.keys(components.schemas).map((name) => `<li><a href="#schema-${name}">${safe(name)}</a></li>`);
  return `<nav aria-label="Contents"><a class="brand" href="#content">${safe(info.title)} <span>API</span></a>
<ul>${groups.join('')}<li><a class="group" href="#problems">Problems</a></li>
<li><a class="group" href="#schemas">Schemas</a><ul class="names">${names.join('')}</ul></li></ul></nav>`;
}

function routeOf({ method, path, operation }: Route, { components, security }: OpenApiDocument): string {
  const named: OpenApiDocument['components']['parameters'] = components.parameters;
  const [requirement] = operation.security ?? security;
  const scopes = Object.values(requirement ?? {}).flat();
  const { operationId, summary, description, requestBody, responses } = operation;
  const parameters = operation.parameters.flatMap((one) =>
    '$ref' in one ? (named[one.$ref.slice(one.$ref.lastIndexOf('/') + 1)] ?? []) : one,
  );
  const body = Object.entries(requestBody?.content ?? {}).map(
    ([mediaType, { schema }]) =>
      `<p><code>${mediaType}</code>: ${schema.description === undefined ? typeOf(schema) : prose(schema.description)}</p>`,
  );
  const shown = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.values(content).flatMap(({ example }) =>
      example === undefined ? [] : block(`${status} response`, readable(example)),
    ),
  );
  return `<article id="${operationId}">
<h3>${safe(summary)}</h3>
<p class="route">${badge(method)}<code>${pathOf(path)}</code></p>
${description === undefined ? '' : `<p>${prose(description)}</p>`}
${scopes.length === 0 ? '' : `<p>Scope: <code>${scopes.map(safe).join(', ')}</code></p>`}
<div class="columns"><div>
<h4>Parameters</h4>
${table(['Name', 'Takes', 'Meaning'], parameters.map(parameterRow))}
${body.length === 0 ? '' : `<h4>Body</h4>${body.join('')}`}
<h4>Responses</h4>
${table(['Status', 'Meaning', 'Body'], responseRows(operation))}
${problemLinks(operation)}
</div><div class="examples">
${block('Request', curl(method, operation, requirement !== undefined))}
${shown.at(-1) ?? ''}
</div></div>
</article>`;
}

function parameterRow({ name, in: place, required, schema, description = '', example }: Parameter): string[] {
  const mark = ` <span class="aside">${place}${required ? '' : ', optional'}</span>`;
  const shown = example === undefined ? '' : ` <span class="aside">e.g. <code>${safe(String(example))}</code></span>`;
  return [`<code>${safe(name)}</code>${mark}`, typeOf(schema), prose(description) + shown];
}

function responseRows({ responses }: Operation): string[][] {
  return Object.entries(responses).flatMap(([status, { description, content = {} }]) => {
    if (PROBLEM in content) return [];
    const bodies = Object.entries(content).map(([type, { schema }]) =>
      schema.$ref === undefined ? `<code>${safe(type)}</code>` : typeOf(schema),
    );
    return [[badgeOf(status), prose(description), bodies.join(', ')]];
  });
}

function problemLinks({ responses }: Operation): string {
  const links = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content[PROBLEM]?.examples ?? {}).map(
      ([kind, { summary }]) => `<li><a href="#${kind}">${badgeOf(status)} ${safe(summary)}</a></li>`,
    ),
  );
  return links.length === 0 ? '' : `<h4>Problems</h4><ul class="links">${links.join('')}</ul>`;
}

function badgeOf(status: string): string {
  return `<span class="status s${status[0]}">${status}</span>`;
}

function curl(method: string, { requestBody, 'x-example-target': target }: Operation, guarded: boolean): string {
  const token = guarded ? ` \\\n  -H "Authorization: Bearer $EARSHOT_TOKEN"` : '';
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `;
  const body = requestBody?.content['application/json'];
  const file = requestBody?.content['*/*'] && ` \\\n  -H 'Content-Type: audio/wav' --data-binary @call-0042.wav`;
  const sent = body ? ` \\\n  -H 'Content-Type: application/json' \\\n  -d '${readable(body.example)}'` : file;
  return `curl ${verb}'http://127.0.0.1:8710${target}'${token}${sent ?? ''}`;
}

function problems(): string {
  const rows = Object.entries(PROBLEM_KINDS).map(([kind, { status, code, title, meaning }]) => [
    `<span class="target" id="${kind}">${badgeOf(String(status))}</span>`,
    `<code>${code}</code>`,
    `<strong>${safe(title)}.</strong> ${prose(meaning)}`,
  ]);
  return `<section><h2 id="problems">Problems</h2>
<p class="lead">Every error is <code>application/problem+json</code>: <a href="#schema-Problem">Problem</a>. Look at
<code>status</code> and <code>code</code>, never at a message: messages may change any time.</p>
<article>${table(['Status', 'Code', 'Meaning'], rows)}</article></section>`;
}

function schemas(named: OpenApiDocument['components']['schemas']): string {
  const articles = Object.entries(named).map(([name, schema]) => {
    const rows = fieldRows(schema);
    const whole = rows.length === 0 ? `<p>${typeOf(schema)}</p>` : table(['Field', 'Holds', 'Meaning'], rows);
    return `<article id="schema-${name}"><h3>${safe(name)}</h3>${whole}</article>`;
  });
  return `<section><h2 id="schemas">Schemas</h2>${articles.join('')}</section>`;
}

function badge(method: string): string {
  return `<span class="badge ${method}">${method === 'delete' ? 'DEL' : method.toUpperCase()}</span>`;
}

function pathOf(path: string): string {
  return safe(path).replaceAll(/\{\w+\}/g, '<var>$&</var>');
}

function slug(name: string): string {
  return name.toLowerCase();
}

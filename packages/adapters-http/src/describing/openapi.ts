import type { Authentication } from '../serving/access/authentication.js';
import { ROUTE_SCOPES, type RouteName } from '../serving/access/route-scopes.js';
import { type ProblemFacts, problem } from '../serving/problem.js';
import { PROBLEM_KINDS, type ProblemKind } from '../serving/problem-kinds.js';
import { type FieldError, Problem } from '../serving/responses.js';
import type { Routes } from '../serving/routes.js';
import { ANALYTICS_DESCRIPTIONS } from './analytics-descriptions.js';
import { CALL_DESCRIPTIONS } from './call-descriptions.js';
import { COACHING_DESCRIPTIONS } from './coaching-descriptions.js';
import type { DescribedParameters } from './described-parameters.js';
import { type DescribedBody, type Description, RESPONSE_HEADERS, type ResponseContract } from './description.js';
import { JOB_DESCRIPTIONS } from './job-descriptions.js';
import { namedSchemas, plainSchema, schemaOf } from './json-schemas.js';
import type { MediaType, OpenApiDocument, Operation, Parameter, ResponseObject } from './openapi-document.js';
import { OPERATIONS_DESCRIPTIONS } from './operations-descriptions.js';
import { RECORDING_DESCRIPTIONS } from './recording-descriptions.js';
import { SEARCH_DESCRIPTIONS } from './search-descriptions.js';
import { serviceDescriptions } from './service-descriptions.js';
import { SESSION_DESCRIPTIONS } from './session-descriptions.js';
import { UPLOAD_DESCRIPTIONS } from './upload-descriptions.js';

const EXAMPLE_REQUEST_ID = '3f0d6f0e-6c52-4b8e-9a55-0b6b0f3f7d11';

const TAGS = [
  { name: 'Analytics', description: 'Read what was found in calls.' },
  { name: 'Calls', description: 'Analyze, restart and erase calls.' },
  { name: 'Uploads', description: 'Upload recordings, in parts that can be resumed.' },
  { name: 'Jobs', description: 'Follow analyses, cancel and retry them.' },
  { name: 'Coaching', description: 'Read insights about agents, and decide about them.' },
  { name: 'Operations', description: 'Find and retry dead-lettered messages.' },
  { name: 'Service', description: 'About the API itself.' },
];

/** Files of the page are no part of the API. */
type DescribedRoute = Exclude<RouteName, 'GET /assets/{name}'>;

/** The API that a document describes. */
export interface DescribedApi {
  readonly version: string;
  readonly authentication?: Authentication | undefined;
}

/** The OpenAPI document of routes, made from the schemas that the routes read and answer with. */
export function openApiDocument(routes: Routes, { version, authentication }: DescribedApi): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  const described = descriptions(version);
  for (const route of Object.keys(described) as DescribedRoute[]) {
    if (!(route in routes)) continue;
    const description = described[route];
    const [method = '', path = ''] = route.split(' ');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: authentication ? guarded(route, description, authentication) : operationOf(description),
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Earshot',
      version,
      summary: 'Turns recorded conversations into answers.',
      description:
        'Analyze recordings, list calls, and read them. Times are ISO 8601 in UTC, unless the name of the field ends in `_ms`. Errors are problem documents (RFC 9457). Responses to GET have an `ETag`: send it in `If-None-Match` to get a 304 if nothing has changed. Every path with GET also supports HEAD. ' +
        (authentication ? GUARDED : UNGUARDED),
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: Object.keys(authentication?.schemes ?? {}).map((name) => ({ [name]: [] })),
    tags: TAGS,
    paths,
    components: {
      ...(authentication && { securitySchemes: authentication.schemes }),
      schemas: namedSchemas(),
      parameters: HEADER_PARAMETERS,
      headers: responseHeaders(),
    },
  };
}

const HEADER_PARAMETERS = {
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of an earlier response. If nothing has changed, the response is 304.',
    schema: { type: 'string' },
  },
  'X-Request-Id': {
    name: 'X-Request-Id',
    in: 'header',
    required: false,
    description:
      'An id for this request, which the response repeats. Up to 128 letters, digits and `_ . : + / = -`. Otherwise the server generates one.',
    schema: { type: 'string', maxLength: 128 },
  },
} as const satisfies Record<string, Parameter>;

const UNGUARDED =
  'There is no authentication: anyone who can reach the server can use every endpoint. By default it accepts only connections from its own machine.';
const GUARDED =
  'Requests need a token, `Authorization: Bearer <token>`, or a session cookie (`POST /session`), and the scope that their ' +
  'operation names: `read`, `write` (includes `read`), or `admin` (includes both). The API’s own description and `/health` ' +
  'are open.';

/** An operation of an API with authentication. Each token has `read`. */
function guarded(route: RouteName, described: Description, { schemes }: Authentication): Operation {
  const scope = ROUTE_SCOPES[route];
  if (scope === 'open') return { ...operationOf(described), security: [] };
  const isForAll = scope === 'read' && !described.mayRequireMore;
  const refusals = isForAll ? (['unauthenticated'] as const) : (['unauthenticated', 'missing-scope'] as const);
  return {
    ...operationOf({ ...described, problems: [...refusals, ...described.problems] }),
    security: Object.keys(schemes).map((name) => ({ [name]: [scope] })),
  };
}

function operationOf(described: Description): Operation {
  const { operationId, tag, summary, description, body, exampleTarget } = described;
  const headers = [...(304 in described.responses ? ['If-None-Match'] : []), 'X-Request-Id'];
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: [
      ...parametersOf('path', described.inPath),
      ...parametersOf('query', described.inQuery),
      ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    ...(body && {
      requestBody: { required: true, content: contentOf(body) },
    }),
    responses: { ...answersOf(described.responses), ...problemsOf(described) },
    'x-example-target': exampleTarget,
  };
}

/** JSON in the media types of a file may be either. */
function contentOf(body: DescribedBody): Record<string, MediaType> {
  if ('binary' in body) return { '*/*': { schema: { description: body.binary } } };
  const { schema, example, file } = body;
  const { description = '', mediaTypes = [] } = file ?? {};
  const ofFile = mediaTypes.map((mediaType): [string, MediaType] => {
    return [mediaType, { schema: { description, ...(mediaType.startsWith('text/') && { type: 'string' }) } }];
  });
  const json = schemaOf(schema);
  const either = file === undefined ? json : { anyOf: [json, { type: 'object' as const, description }] };
  return { ...Object.fromEntries(ofFile), 'application/json': { schema: either, example } };
}

function parametersOf(place: 'path' | 'query', described: DescribedParameters | undefined): Parameter[] {
  return Object.entries(described?.schemas ?? {}).map(([name, member]) => {
    const schema = plainSchema(member);
    const { description, example } = described?.notes[name] ?? {};
    return {
      name,
      in: place,
      required: place === 'path',
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
      ...(schema.type === 'array' ? { explode: false } : {}),
      schema,
    };
  });
}

function answersOf(responses: Description['responses']): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(responses).map(
      ([status, { description, schema, mediaType = 'application/json', texts = [], example, headers }]) => [
        status,
        {
          description,
          headers: headerRefs(headers),
          ...(schema && {
            content: {
              [mediaType]: { schema: schemaOf(schema), ...(example === undefined ? {} : { example }) },
              ...Object.fromEntries(texts.map((text) => [text, { schema: { type: 'string' as const } }])),
            },
          }),
        },
      ],
    ),
  );
}

function problemsOf({ problems, exampleTarget, body, ...described }: Description): Record<string, ResponseObject> {
  const wrong: FieldError = body
    ? (body.wrong ?? { field: 'audioS3Uri', message: 'expected s3://bucket/key' })
    : (described.wrong ?? { field: 'include', message: 'expected words or moderation' });
  const statuses = [...new Set(problems.map((kind) => PROBLEM_KINDS[kind].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const kinds = problems.filter((kind) => PROBLEM_KINDS[kind].status === status);
      const retried = kinds.some((kind) => 'retryAfterSeconds' in PROBLEM_KINDS[kind]);
      const [path = '/'] = exampleTarget.split('?');
      return [
        status,
        {
          description: kinds.map((kind) => PROBLEM_KINDS[kind].meaning).join(' Or: '),
          headers: headerRefs([
            ...(retried ? (['Retry-After'] as const) : []),
            ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
          ]),
          content: {
            'application/problem+json': { schema: schemaOf(Problem), examples: problemExamples(kinds, path, wrong) },
          },
        },
      ];
    }),
  );
}

function problemExamples(kinds: readonly ProblemKind[], path: string, wrong: FieldError): MediaType['examples'] {
  return Object.fromEntries(
    kinds.map((kind) => {
      const asked = { path, requestId: EXAMPLE_REQUEST_ID };
      const value = problem(kind, asked, exampleFacts(kind, wrong));
      return [kind, { summary: PROBLEM_KINDS[kind].title, value }];
    }),
  );
}

function exampleFacts(kind: ProblemKind, wrong: FieldError): ProblemFacts {
  if (kind === 'missing-scope') return { requiredScope: 'write' };
  if (kind === 'parts-missing') return { missingParts: [3, 7] };
  return kind === 'invalid-input' ? { errors: [wrong] } : {};
}

function headerRefs(names: ResponseContract['headers'] = []): Record<string, { $ref: string }> {
  return Object.fromEntries([...names, 'X-Request-Id'].map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function responseHeaders(): OpenApiDocument['components']['headers'] {
  return Object.fromEntries(
    Object.entries(RESPONSE_HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

/** Descriptions of all routes, in the order of the documents. */
function descriptions(version: string): Readonly<Record<DescribedRoute, Description>> {
  return {
    ...ANALYTICS_DESCRIPTIONS,
    ...SEARCH_DESCRIPTIONS,
    ...CALL_DESCRIPTIONS,
    ...JOB_DESCRIPTIONS,
    ...COACHING_DESCRIPTIONS,
    ...RECORDING_DESCRIPTIONS,
    ...UPLOAD_DESCRIPTIONS,
    ...OPERATIONS_DESCRIPTIONS,
    ...SESSION_DESCRIPTIONS,
    ...serviceDescriptions(version),
  };
}

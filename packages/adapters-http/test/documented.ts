import { z } from 'zod';
import type {
  OpenApiDocument,
  Operation,
  Parameter,
  ResponseObject,
  Schema,
} from '../src/describing/openapi-document.js';

type Json = z.core.JSONSchema.JSONSchema;

/** What an OpenAPI document says of a response, found again for checking. */
export interface DocumentedResponse {
  readonly response: ResponseObject;
  readonly mediaType: string | undefined;
  readonly schema: z.ZodType | undefined;
}

/** Every operation, with its method and its path. */
export function operationsOf(document: OpenApiDocument): readonly (readonly [string, string, Operation])[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method.toUpperCase(), path, operation] as const),
  );
}

/** The parameters of an operation, those that it refers to among them. */
export function parametersOf(document: OpenApiDocument, operation: Operation): Parameter[] {
  return operation.parameters.flatMap((one) =>
    '$ref' in one ? (document.components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? []) : one,
  );
}

/** The operation of a method and a path with its parameters in braces. */
export function operationOf(document: OpenApiDocument, method: string, path: string): Operation {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new TypeError(`${method} ${path} is not documented`);
  return operation;
}

/** The documented response of one status, if possible in a media type; its schema accepts no field that is not documented. */
export function responseOf(
  document: OpenApiDocument,
  operation: Operation,
  status: number,
  type = '',
): DocumentedResponse {
  const response = operation.responses[String(status)];
  if (response === undefined) throw new TypeError(`${operation.operationId} has no documented ${status}`);
  const [first] = Object.keys(response.content ?? {});
  const mediaType = response.content?.[type] === undefined ? first : type;
  const schema = mediaType === undefined ? undefined : response.content?.[mediaType]?.schema;
  return { response, mediaType, schema: schema && strict(document, schema) };
}

/** A checker made of a schema of the document itself, so that what is tested is what clients are given. */
export function strict(document: OpenApiDocument, schema: Schema): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const local = text.replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(
    JSON.parse(local, (_, value) => (isClosable(value) ? { ...value, additionalProperties: false } : value)) as Json,
  );
}

function isClosable(value: unknown): value is object {
  const record = value as { type?: unknown; properties?: unknown; additionalProperties?: unknown } | null;
  return record?.type === 'object' && record.properties !== undefined && record.additionalProperties === undefined;
}

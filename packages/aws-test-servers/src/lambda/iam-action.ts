/** A request to AWS as it left a process. */
export interface SentRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The header `x-amz-target`. */
  readonly target?: string;
  readonly authorization?: string;
}

/** The action that a policy must allow for a request, such as `s3:GetObject`; `undefined` when it isn't signed for AWS. */
export function iamActionOf({ method, path, target, authorization = '' }: SentRequest): string | undefined {
  const service = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization)?.[1];
  if (service === undefined) return undefined;
  if (service === 's3') return `s3:${s3Action(method, path)}`;
  if (service === 's3vectors') return `s3vectors:${path.slice(1)}`;
  if (/^\/model\/[^/]+\/invoke$/.test(path)) return `${service}:InvokeModel`;
  // Which action is asked of SNS is in the body, and not seen here. Functions only publish.
  if (service === 'sns') return 'sns:Publish';
  const operation = target?.split('.').at(-1) ?? path;
  return `${service}:${operation.replace(/^(DeleteMessage|ChangeMessageVisibility|SendMessage)Batch$/, '$1')}`;
}

function s3Action(method: string, path: string): string {
  const { pathname, searchParams: query } = new URL(path, 'http://s3');
  const isObject = /^\/[^/]+\/./.test(pathname);
  const version = query.has('versionId') ? 'Version' : '';
  if (!isObject) return query.has('versions') ? 'ListBucketVersions' : 'ListBucket';
  if (query.has('uploadId') && method === 'GET') return 'ListMultipartUploadParts';
  if (query.has('uploadId') && method === 'DELETE') return 'AbortMultipartUpload';
  // All that is sent of an upload in parts needs the permission to put the object.
  if (method === 'PUT' || method === 'POST') return 'PutObject';
  if (method === 'DELETE') return `DeleteObject${version}`;
  return `GetObject${version}`;
}

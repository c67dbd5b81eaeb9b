import type { Bucket } from './bucket.js';
import { checkedSums } from './checksums.js';
import { S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { childrenOf, malformed, readXml, textOf, writeXml, type XmlFields } from './xml.js';

const MAX_KEYS = 1_000;

/** What a deletion did: the version that is gone or was named, or the marker that was made. */
interface Deletion {
  readonly versionId?: string;
  readonly markerMade?: boolean;
  readonly markerRemoved?: boolean;
}

/** DeleteObject. */
export function deleteObject(call: S3Call): S3Answer {
  const versionId = call.request.query.get('versionId');
  const bucket = call.service.bucketFor(call, actionFor(versionId));
  const deletion = deleteOne(call, bucket, call.request.key ?? '', versionId);
  return {
    status: 204,
    headers: {
      'x-amz-version-id': bucket.versioning && deletion.versionId,
      'x-amz-delete-marker': deletion.markerMade || deletion.markerRemoved ? 'true' : undefined,
    },
  };
}

/** DeleteObjects. Each object succeeds or fails for itself. */
export function deleteObjects(call: S3Call): S3Answer {
  const { request, service } = call;
  const bucket = service.buckets.get(request.bucket ?? '') ?? service.bucketFor(call, 's3:DeleteObject');
  const sums = checkedSums(request.headers, request.body);
  if (!request.headers.has('content-md5') && Object.keys(sums).length === 0) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const document = readXml(request.body.toString());
  const objects = childrenOf(document, 'Object');
  if (document.name !== 'Delete' || objects.length === 0 || objects.length > MAX_KEYS) malformed();
  const done: XmlFields[] = [];
  const errors: XmlFields[] = [];
  for (const object of objects) {
    const key = textOf(object, 'Key') ?? malformed();
    const versionId = textOf(object, 'VersionId');
    const named = { Key: key, VersionId: versionId };
    try {
      if (!service.allows(call, actionFor(versionId), key)) throw new S3Error('AccessDenied', 'Access Denied');
      done.push({ ...named, ...told(deleteOne(call, bucket, key, versionId)) });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ ...named, Code: error.code, Message: error.message });
    }
  }
  const quiet = textOf(document, 'Quiet') === 'true';
  return { status: 200, body: writeXml('DeleteResult', { Deleted: quiet ? [] : done, Error: errors }) };
}

function deleteOne(call: S3Call, bucket: Bucket, key: string, versionId: string | undefined): Deletion {
  const { service } = call;
  if (versionId !== undefined) {
    const version = bucket.removeVersion(key, versionId);
    if (version !== undefined) service.announce(call, bucket, 'ObjectRemoved:Delete', version);
    return { versionId, ...(version?.deleteMarker && { markerRemoved: true }) };
  }
  const { removed, marker } = bucket.remove(key, service.now());
  if (removed !== undefined) service.announce(call, bucket, 'ObjectRemoved:Delete', removed);
  if (marker === undefined) return {};
  service.announce(call, bucket, 'ObjectRemoved:DeleteMarkerCreated', marker);
  return { versionId: marker.versionId, markerMade: true };
}

function told({ versionId, markerMade, markerRemoved }: Deletion): XmlFields {
  if (!markerMade && !markerRemoved) return {};
  return { DeleteMarker: true, DeleteMarkerVersionId: versionId };
}

function actionFor(versionId: string | undefined): string {
  return versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
}

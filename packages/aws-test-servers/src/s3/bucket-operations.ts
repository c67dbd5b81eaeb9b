import { TEST_REGION } from '../test-server.js';
import { Bucket } from './bucket.js';
import { checkedSums } from './checksums.js';
import { notImplemented, S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { malformed, readXml, textOf, writeXml } from './xml.js';

/** ListBuckets. */
export function listBuckets({ service }: S3Call): S3Answer {
  const buckets = [...service.buckets.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const line = ({ name, createdAt }: Bucket) => ({ Name: name, CreationDate: createdAt.toISOString() });
  return {
    status: 200,
    body: writeXml('ListAllMyBucketsResult', { Buckets: { Bucket: buckets.map(line) }, Owner: { ID: 'earshot' } }),
  };
}

/** CreateBucket. */
export function createBucket(call: S3Call): S3Answer {
  const { request, service } = call;
  const { bucket: name = '', body } = request;
  if (!service.allows(call, 's3:CreateBucket')) throw new S3Error('AccessDenied', 'Access Denied');
  if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) || name.includes('..') || /^\d+(\.\d+){3}$/.test(name)) {
    throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
  }
  const constraint = body.length === 0 ? undefined : textOf(readXml(body.toString()), 'LocationConstraint');
  if (constraint !== TEST_REGION) {
    throw new S3Error(
      'IllegalLocationConstraintException',
      `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint.`,
    );
  }
  if (service.buckets.has(name)) {
    throw new S3Error('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded', {
      fields: { BucketName: name },
    });
  }
  service.buckets.set(name, new Bucket(name, service.now()));
  return { status: 200, headers: { location: `/${name}` } };
}

/** HeadBucket. */
export function headBucket(call: S3Call): S3Answer {
  call.service.bucketFor(call, 's3:ListBucket');
  return { status: 200, headers: { 'x-amz-bucket-region': TEST_REGION } };
}

/** DeleteBucket. */
export function deleteBucket(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:DeleteBucket');
  if (!bucket.isEmpty) {
    throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty. You must delete all versions.');
  }
  call.service.buckets.delete(bucket.name);
  return { status: 204 };
}

/** GetBucketLocation. */
export function getBucketLocation(call: S3Call): S3Answer {
  call.service.bucketFor(call, 's3:GetBucketLocation');
  return { status: 200, body: writeXml('LocationConstraint', {}).replace('></', `>${TEST_REGION}</`) };
}

/** GetBucketVersioning. */
export function getBucketVersioning(call: S3Call): S3Answer {
  const { versioning } = call.service.bucketFor(call, 's3:GetBucketVersioning');
  return { status: 200, body: writeXml('VersioningConfiguration', { Status: versioning }) };
}

/** PutBucketVersioning. */
export function putBucketVersioning(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:PutBucketVersioning');
  checkedSums(call.request.headers, call.request.body);
  const document = readXml(call.request.body.toString());
  const status = textOf(document, 'Status');
  if (textOf(document, 'MfaDelete') === 'Enabled') throw notImplemented('MfaDelete');
  if (status !== 'Enabled' && status !== 'Suspended') malformed();
  bucket.versioning = status;
  return { status: 200 };
}

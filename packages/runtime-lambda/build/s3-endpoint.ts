/*
 * Where S3 answers for a bucket. Bundled in place of the SDK's own rules, which are 18 KB, most of them for access points,
 * Outposts, Object Lambda, S3 Express and acceleration. A test compares the two.
 */
import { awsEndpointFunctions } from '@aws-sdk/core/client';

const { partition, isVirtualHostableS3Bucket } = awsEndpointFunctions as unknown as {
  partition(region: string): { readonly name: string; readonly dnsSuffix: string };
  isVirtualHostableS3Bucket(bucket: string, allowSubDomains: boolean): boolean;
};

/** The settings that the SDK passes, as far as they matter to a plain bucket. */
export interface S3EndpointParameters {
  readonly Region: string;
  readonly Bucket: string;
  readonly Endpoint?: string | undefined;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
  readonly ForcePathStyle?: boolean;
}

/** ARNs, and the names of directory buckets, table buckets and buckets on Outposts. */
const OTHER_BUCKET = /^arn:|--(?:x|table|op)-s3$/;
const IP_HOST = /^(?:\d+\.\d+\.\d+\.\d+|\[.*\])$/;

export function defaultEndpointResolver(parameters: S3EndpointParameters) {
  const { Region: region, Bucket: bucket } = parameters;
  if (typeof bucket !== 'string' || OTHER_BUCKET.test(bucket)) {
    throw Object.assign(new Error(`expected the name of a general purpose bucket, found ${bucket}`), {
      name: 'EndpointError',
    });
  }
  const authScheme = { name: 'sigv4', signingName: 's3', signingRegion: region, disableDoubleEncoding: true };
  return { url: urlOf(parameters), headers: {}, properties: { authSchemes: [authScheme] } };
}

function urlOf({
  Region: region,
  Bucket: bucket,
  Endpoint,
  UseFIPS,
  UseDualStack,
  ForcePathStyle,
}: S3EndpointParameters) {
  const { name, dnsSuffix } = partition(region);
  if (UseFIPS && name === 'aws-cn') {
    throw Object.assign(new Error('Partition does not support FIPS'), { name: 'EndpointError' });
  }
  const service = `s3${UseFIPS ? '-fips' : ''}${UseDualStack ? '.dualstack' : ''}`;
  const base = new URL(Endpoint ?? `https://${service}.${region}.${dnsSuffix}`);
  const allowsDots = base.protocol === 'http:';
  const inHost = !ForcePathStyle && !IP_HOST.test(base.hostname) && isVirtualHostableS3Bucket(bucket, allowsDots);
  const url = new URL(base);
  if (inHost) url.hostname = `${bucket}.${base.hostname}`;
  else url.pathname = `${base.pathname.replace(/\/?$/, '/')}${encodeURIComponent(bucket)}`;
  return url;
}

import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultEndpointResolver, type S3EndpointParameters } from '../build/s3-endpoint.ts';

const { endpointProvider } = new S3Client({ region: 'eu-central-1' }).config;
const flag = fc.boolean();
const parametersOf = fc.record({
  Region: fc.constantFrom('us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'xx-new-9'),
  Bucket: fc.oneof(
    fc.constantFrom('earshot-media', 'calls.example.org', 'UPPER', 'with_underscore', '1.2.3.4', 'a--b', 'it-s3alias'),
    fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).filter((name) => !/--(x|table|op)-s3$/.test(name)),
  ),
  Endpoint: fc.constantFrom(undefined, 'http://127.0.0.1:9000', 'http://minio:9000', 'https://s3.example.org/base'),
  UseFIPS: flag,
  UseDualStack: flag,
  ForcePathStyle: flag,
});

/** Where a resolver sends requests, and how they are signed; `refused` when it gives no endpoint. */
function endpoint(resolve: (parameters: S3EndpointParameters) => ReturnType<typeof defaultEndpointResolver>) {
  return (parameters: S3EndpointParameters) => {
    try {
      const { url, properties } = resolve(parameters);
      return { url: url.href.replace(/\/$/, ''), authSchemes: properties.authSchemes };
    } catch {
      return 'refused';
    }
  };
}

it('finds a bucket where the SDK finds it', () => {
  const ours = endpoint(defaultEndpointResolver);
  const theirs = endpoint((parameters) => endpointProvider(parameters as never) as never);
  fc.assert(
    fc.property(parametersOf, (parameters) => {
      // The SDK makes no URL of these, and says so on the console.
      fc.pre(!(parameters.Bucket.includes('.') && parameters.Endpoint?.includes('127.0.0.1')));
      const found = theirs(parameters);
      // Custom endpoints with FIPS or dual stack.
      fc.pre(found !== 'refused');
      expect(ours(parameters)).toEqual(found);
    }),
    { numRuns: 2_000 },
  );
});

it.each(['arn:aws:s3:eu-central-1:123456789012:accesspoint/calls', 'calls--euc1-az1--x-s3', undefined])(
  'refuses what is no general purpose bucket: %s',
  (bucket) => {
    const parameters = { Region: 'eu-central-1', Bucket: bucket as string };
    expect(() => defaultEndpointResolver(parameters)).toThrow(expect.objectContaining({ name: 'EndpointError' }));
  },
);

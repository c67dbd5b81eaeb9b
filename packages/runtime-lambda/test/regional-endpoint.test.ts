import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type EndpointParameters, endpointResolverOf } from '../build/regional-endpoint.ts';

const REGIONS = [
  'us-east-1',
  'eu-central-1',
  'cn-north-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'eusc-de-east-1',
  'xx-new-9',
];
const parametersOf = fc.record({
  Region: fc.constantFrom(...REGIONS),
  Endpoint: fc.constantFrom(undefined, 'http://127.0.0.1:8000', 'https://dynamodb.example.org/base'),
  UseFIPS: fc.boolean(),
  UseDualStack: fc.boolean(),
  AccountIdEndpointMode: fc.constantFrom(undefined, 'disabled'),
});

/** Where a resolver sends requests; `refused` when it gives no endpoint. */
function endpoint(resolve: (parameters: EndpointParameters) => { readonly url: URL }) {
  return (parameters: EndpointParameters) => {
    try {
      return resolve(parameters).url.href.replace(/\/$/, '');
    } catch {
      return 'refused';
    }
  };
}

it.each([
  ['dynamodb', DynamoDBClient],
  ['bedrock-data-automation-runtime', BedrockDataAutomationRuntimeClient],
] as const)('finds %s where the SDK finds it', (service, Client) => {
  const { endpointProvider } = new Client({ region: 'eu-central-1' }).config;
  const ours = endpoint(endpointResolverOf(service));
  const theirs = endpoint((parameters) => endpointProvider(parameters as never));
  fc.assert(
    fc.property(parametersOf, (parameters) => {
      const found = theirs(parameters);
      // Custom endpoints with FIPS or dual stack.
      fc.pre(found !== 'refused' || parameters.Endpoint === undefined);
      expect(ours(parameters)).toBe(found);
    }),
    { numRuns: 1_000 },
  );
});

it('refuses to promise endpoints for one account', () => {
  const parameters = { Region: 'eu-central-1', AccountIdEndpointMode: 'required' };
  expect(() => endpointResolverOf('dynamodb')(parameters)).toThrow(expect.objectContaining({ name: 'EndpointError' }));
});

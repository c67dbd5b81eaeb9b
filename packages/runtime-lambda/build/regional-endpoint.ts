/*
 * Where DynamoDB and Bedrock Data Automation answer in a Region. Bundled in place of the SDK's own rules, which come with an
 * interpreter, and whose endpoints for one account answer the same requests. A test compares the two.
 */
import { awsEndpointFunctions } from '@aws-sdk/core/client';

const { partition } = awsEndpointFunctions as unknown as {
  partition(region: string): {
    readonly name: string;
    readonly dnsSuffix: string;
    readonly dualStackDnsSuffix: string;
    readonly supportsFIPS: boolean;
  };
};

/** The settings that the SDK passes, as far as they matter to an endpoint for all accounts. */
export interface EndpointParameters {
  readonly Region: string;
  readonly Endpoint?: string | undefined;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
  readonly AccountIdEndpointMode?: string | undefined;
}

/** @param service as host names begin. DynamoDB's for FIPS have no name of their own in GovCloud, where all keep to it. */
export const endpointResolverOf = (service: string) => (parameters: EndpointParameters) => {
  const { Region: region, Endpoint, UseFIPS, UseDualStack, AccountIdEndpointMode } = parameters;
  if (AccountIdEndpointMode === 'required') throw refusal('this bundle has no endpoints for one account');
  if (Endpoint !== undefined) return { url: new URL(Endpoint), headers: {}, properties: {} };
  const { name, dnsSuffix, dualStackDnsSuffix, supportsFIPS } = partition(region);
  if (UseFIPS && !supportsFIPS) throw refusal('Partition does not support FIPS');
  const isNamed = UseFIPS && (UseDualStack || service !== 'dynamodb' || name !== 'aws-us-gov');
  const host = `${service}${isNamed ? '-fips' : ''}.${region}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`;
  return { url: new URL(`https://${host}`), headers: {}, properties: {} };
};

function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: 'EndpointError' });
}

import { type Stack, Validations } from 'aws-cdk-lib';
import { CfnMethod, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';

/** Resources with a `*` in them that a policy may name, and why they can't be named more closely. */
const WILDCARDS: readonly (readonly [RegExp, string])[] = [
  [/^\*$/, 'Segments of X-Ray, and network interfaces before they are made, have no name that a policy could give.'],
  [
    /:s3:::[^*]+\/[^*]*\*$/,
    'Objects of one bucket, of one prefix where it has several uses: which there will be is not known.',
  ],
  [/:data-automation-invocation\/\*$/, 'Which jobs there will be is not known; the Region and the account are named.'],
  [
    /:bedrock:\*:[^*]+:data-automation-profile\/[^*]+$/,
    'AWS names no list of Regions for this profile; its id is exact.',
  ],
];

/** Says why findings of cdk-nag are as they should be, each where it is found. A wildcard without a reason stays a finding. */
export function acknowledgeFindings(stack: Stack): void {
  for (const found of stack.node.findAll()) {
    if (CfnSecret.isCfnSecret(found)) {
      acknowledge(
        found,
        'AwsSolutions-SMG4',
        'It signs page tokens, which are worth nothing by themselves; a new one would break every walk under way.',
      );
    }
    if (CfnRole.isCfnRole(found)) acknowledgeWildcards(stack, found);
    if (CfnRoute.isCfnRoute(found)) acknowledge(found, 'AwsSolutions-APIG4', OPEN);
    if (CfnMethod.isCfnMethod(found)) {
      acknowledge(found, 'AwsSolutions-APIG4', found.httpMethod === 'OPTIONS' ? PREFLIGHT : OPEN);
      acknowledge(
        found,
        'AwsSolutions-COG4',
        'Readers sign with IAM, or have a key; who has a user pool puts it before an HTTP API.',
      );
    }
    if (CfnRestApi.isCfnRestApi(found)) acknowledgeLogRole(found);
    if (CfnStage.isCfnStage(found)) {
      acknowledge(found, 'AwsSolutions-APIG3', 'A web ACL is put before the API where the settings name one.');
    }
  }
}

const OPEN = 'The API is open, or asks for keys, because the settings say so; an open one warns at each synthesis.';
const PREFLIGHT = 'Browsers send preflights without credentials.';

/** The role that API Gateway writes logs with is the account's, not ours, and AWS has a policy for just that. */
function acknowledgeLogRole(api: CfnRestApi): void {
  acknowledge(
    api.node.scope as IConstruct,
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    'API Gateway writes its logs with one role for the whole account; AWS keeps the policy that it needs.',
  );
}

function acknowledgeWildcards(stack: Stack, role: CfnRole): void {
  const policies = stack.resolve(role.policies ?? []) as { policyDocument: { Statement: { Resource: unknown }[] } }[];
  const resources = policies.flatMap(({ policyDocument }) =>
    policyDocument.Statement.flatMap(({ Resource }) => (Array.isArray(Resource) ? Resource : [Resource])),
  );
  for (const resource of new Set(resources.map(flat))) {
    const [, reason] = WILDCARDS.find(([pattern]) => pattern.test(resource)) ?? [];
    if (reason !== undefined) acknowledge(role, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
  }
}

function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::${id}`, reason });
}

/** A value with its references written as cdk-nag writes them. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[kind, inner] = []] = Object.entries(value as Record<string, unknown>);
  if (kind === 'Ref') return `<${inner}>`;
  if (kind === 'Fn::GetAtt') return `<${(inner as string[]).join('.')}>`;
  if (kind === 'Fn::Join') return (inner as [string, unknown[]])[1].map(flat).join('');
  return JSON.stringify(value);
}

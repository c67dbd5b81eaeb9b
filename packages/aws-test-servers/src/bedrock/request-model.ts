import { flag, list, map, oneOf, structure, text, wholeFrom } from '../json/shapes.js';

const ARN = 'arn:aws(?:|-cn|-iso|-iso-[a-z]|-us-gov):bedrock:[a-zA-Z0-9-]*';
const PUBLIC = 'bedrock-data-(?:insights|automation)-public-[a-zA-Z0-9_-]{1,30}';

const REFUSED_IN_KEYS = '\\x00-\\x1f\\x7f{^}%`\\]">[~<#|';
const s3Uri = text(1, 1_024, new RegExp(`s3://[a-z0-9][.a-z0-9-]{1,61}[a-z0-9](?:/[^${REFUSED_IN_KEYS}]*)?`));
const stage = oneOf('LIVE', 'DEVELOPMENT');
const contextText = text(1, 2_000, /.*\S.*/);
const letters = '[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*';

const profileArn = text(1, 128, new RegExp(`${ARN}:(?:aws|[0-9]{12}):data-automation-profile/[a-zA-Z0-9_.-]+`));
const projectArn = text(1, 128, new RegExp(`${ARN}:(?:aws|[0-9]{12}):data-automation-project/[a-zA-Z0-9_-]+`));
const invocationArn = text(1, 128, new RegExp(`${ARN}:[0-9]{12}:data-automation-invocation/[a-zA-Z0-9_-]+`));
const blueprint = structure(
  { blueprintArn: text(0, 128, new RegExp(`${ARN}:(?:aws|[0-9]{12}):blueprint/(?:${PUBLIC}|[a-zA-Z0-9-]{12,36})`)) },
  { version: text(1, 128, /[0-9]*/), stage },
);
const timestampSegment = structure({ startTimeMillis: wholeFrom(0), endTimeMillis: wholeFrom(300_000) });
const processing = structure(
  {},
  { video: structure({}, { segmentConfiguration: structure({}, { timestampSegment }) }) },
);

/** What InvokeDataAutomationAsync takes. */
export const checkInvocation = structure(
  {
    inputConfiguration: structure({ s3Uri }, { assetProcessingConfiguration: processing }),
    outputConfiguration: structure({ s3Uri }),
    dataAutomationProfileArn: profileArn,
  },
  {
    clientToken: text(1, 256, /[a-zA-Z0-9](?:-*[a-zA-Z0-9]){1,256}/),
    dataAutomationConfiguration: structure({ dataAutomationProjectArn: projectArn }, { stage }),
    blueprints: list(1, 40, blueprint),
    notificationConfiguration: structure({ eventBridgeConfiguration: structure({ eventBridgeEnabled: flag }) }),
    encryptionConfiguration: structure(
      { kmsKeyId: text(1, 2_048, /[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]+/) },
      { kmsEncryptionContext: map(1, 10, contextText, contextText) },
    ),
    tags: list(
      0,
      200,
      structure({
        key: text(1, 128, new RegExp(`(?!aws:)${letters}`, 'u')),
        value: text(0, 256, new RegExp(letters, 'u')),
      }),
    ),
  },
);

/** What GetDataAutomationStatus takes. */
export const checkStatusRequest = structure({ invocationArn });

/** An InvokeDataAutomationAsync that was checked, as far as the server acts on it. */
export interface Invocation {
  readonly inputConfiguration: { readonly s3Uri: string };
  readonly outputConfiguration: { readonly s3Uri: string };
  readonly dataAutomationProfileArn: string;
  readonly clientToken?: string;
  readonly dataAutomationConfiguration?: { readonly dataAutomationProjectArn: string; readonly stage?: string };
  readonly blueprints?: readonly { readonly blueprintArn: string }[];
  readonly notificationConfiguration?: {
    readonly eventBridgeConfiguration: { readonly eventBridgeEnabled: boolean };
  };
}

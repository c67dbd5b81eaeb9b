import { EarshotError } from '@earshot/core';

/** Which of a project's or blueprint's two versions counts. */
export type BdaStage = 'LIVE' | 'DEVELOPMENT';

/** A blueprint to extract fields with. */
export interface BdaBlueprint {
  readonly arn: string;
  /** Digits. @defaultValue the latest */
  readonly version?: string;
  /** @defaultValue LIVE */
  readonly stage?: BdaStage;
}

/** How jobs are set up. With neither project nor blueprint they give the service's default standard output. */
export interface BdaJobOptions {
  /** `arn:<partition>:bedrock:<region>:<account>:data-automation-profile/<geography>.data-automation-v1` */
  readonly profileArn: string;
  readonly projectArn?: string;
  /** The project for recordings that are to be analyzed as audio, beside `projectArn`. @defaultValue `projectArn` */
  readonly audioProjectArn?: string;
  /** The project for recordings that are to be analyzed as video, beside `projectArn`. @defaultValue `projectArn` */
  readonly videoProjectArn?: string;
  /** The projects'. @defaultValue LIVE */
  readonly stage?: BdaStage;
  /** In place of a project; a recording takes one. */
  readonly blueprints?: readonly BdaBlueprint[];
  /** The key that encrypts what the service keeps of a job. @defaultValue one of AWS */
  readonly kmsKeyId?: string;
  readonly kmsEncryptionContext?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether EventBridge is told how jobs end. @defaultValue true */
  readonly eventBridgeEnabled?: boolean;
}

const PROFILE = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:data-automation-profile\/[\w.-]+$/;
const PROJECT = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:(?:aws|\d{12}):data-automation-project\/[\w-]+$/;
const BLUEPRINT = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:(?:aws|\d{12}):blueprint\/[\w-]+$/;
const KMS_KEY = /^[A-Za-z0-9][\w:/+=,@.-]+$/;
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u;
const LONGEST_ARN = 128;

/**
 * Makes sure that the service can take jobs set up so.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names the option, what was found and what is expected
 */
export function checkJobOptions(options: BdaJobOptions): void {
  const { profileArn, projectArn, stage, blueprints, kmsKeyId, kmsEncryptionContext, tags } = options;
  const [blueprint, ...more] = blueprints ?? [];
  checkArn('profileArn', profileArn, PROFILE);
  if (projectArn !== undefined) checkArn('projectArn', projectArn, PROJECT);
  for (const field of ['audioProjectArn', 'videoProjectArn'] as const) {
    if (options[field] === undefined) continue;
    checkArn(field, options[field], PROJECT);
    check(field, projectArn !== undefined, 'no projectArn', 'a projectArn beside it');
  }
  checkStage('stage', stage);
  check('stage', stage === undefined || projectArn !== undefined, stage, 'a stage beside a projectArn');
  check('blueprints', blueprints === undefined || projectArn === undefined, 'both', 'a projectArn or blueprints');
  check('blueprints', blueprints === undefined || blueprint !== undefined, 'none', 'one blueprint');
  check('blueprints', more.length === 0, `${1 + more.length} blueprints`, 'one blueprint');
  if (blueprint !== undefined) {
    const { arn, version } = blueprint;
    checkArn('blueprints[0].arn', arn, BLUEPRINT);
    check('blueprints[0].version', version === undefined || /^\d{1,128}$/.test(version), version, 'digits');
    checkStage('blueprints[0].stage', blueprint.stage);
  }
  check('kmsKeyId', kmsKeyId === undefined || KMS_KEY.test(kmsKeyId), kmsKeyId, 'a key id or ARN');
  if (kmsEncryptionContext !== undefined) {
    check('kmsEncryptionContext', kmsKeyId !== undefined, 'no kmsKeyId', 'a kmsKeyId beside it');
    checkEntries('kmsEncryptionContext', kmsEncryptionContext, 1, 10, isContextText, isContextText);
  }
  checkEntries('tags', tags ?? {}, 0, 200, matches(TAG_KEY), matches(TAG_VALUE));
}

type Test = (text: string) => boolean;

const matches =
  (pattern: RegExp): Test =>
  (text) =>
    pattern.test(text);

const isContextText: Test = (text) => text.trim() !== '' && text.length <= 2_000;

function checkArn(field: string, arn: unknown, pattern: RegExp): void {
  const fits = typeof arn === 'string' && arn.length <= LONGEST_ARN && pattern.test(arn);
  check(field, fits, arn, `an ARN like ${pattern.source}`);
}

function checkStage(field: string, stage: BdaStage | undefined): void {
  check(field, stage === undefined || stage === 'LIVE' || stage === 'DEVELOPMENT', stage, 'LIVE or DEVELOPMENT');
}

function checkEntries(
  field: string,
  map: Readonly<Record<string, string>>,
  fewest: number,
  most: number,
  isKey: Test,
  isValue: Test,
): void {
  const entries = Object.entries(map);
  const fits = entries.length >= fewest && entries.length <= most;
  check(field, fits, `${entries.length} entries`, `${fewest} to ${most} entries`);
  for (const [key, value] of entries) {
    check(`${field}.${key}`, isKey(key), key, 'a name that AWS takes');
    check(`${field}.${key}`, isValue(value), value, 'a value that AWS takes');
  }
}

function check(field: string, fits: boolean, found: unknown, expected: string): void {
  if (fits) return;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${field}: expected ${expected}, found ${found}`, {
    details: { field, expected, found },
  });
}

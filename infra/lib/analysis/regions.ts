/** A data automation profile, and the Regions that it may route a job to. */
export interface Profile {
  readonly id: string;
  /** `*` where AWS doesn't publish a list that could be written out. */
  readonly routesTo: readonly string[] | '*';
}

const US = { id: 'us.data-automation-v1', routesTo: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'] } as const;
const EUROPE = {
  id: 'eu.data-automation-v1',
  routesTo: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
} as const;
const ASIA = {
  id: 'apac.data-automation-v1',
  routesTo: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-4',
  ],
} as const;

/**
 * The Regions where CloudFormation has Bedrock Data Automation, and each one's profile: a table, since no rule leads
 * from one to the other.
 */
export const PROFILES = {
  'us-east-1': US,
  'us-east-2': US,
  'us-west-2': US,
  'ca-central-1': { id: 'na.data-automation-v1', routesTo: '*' },
  'eu-central-1': EUROPE,
  'eu-west-1': EUROPE,
  'eu-south-2': EUROPE,
  'eu-west-2': { id: 'eu.data-automation-v1', routesTo: ['eu-west-2'] },
  'ap-south-1': ASIA,
  'ap-southeast-2': ASIA,
  'ap-northeast-1': ASIA,
  'us-gov-west-1': { id: 'us-gov.data-automation-v1', routesTo: '*' },
} as const satisfies Record<string, Profile>;

/** A Region that Earshot can be deployed to. */
export type Region = keyof typeof PROFILES;

/** Every {@link Region}. */
export const REGIONS = Object.keys(PROFILES) as [Region, ...Region[]];

import { defineSettings } from '../lib/settings.ts';

/** As production, but that its data may go. */
export const settings = defineSettings({
  environment: 'staging',
  prefix: 'dmg-inbound-callrecording-staging',
  region: 'us-east-1',
  keepData: false,
  logRetentionDays: 30,
});

import { defineSettings } from '../lib/settings.ts';

/** For trying things out: everything goes with the stack. */
export const settings = defineSettings({
  environment: 'dev',
  prefix: 'dmg-inbound-callrecording-dev',
  region: 'us-east-1',
  keepData: false,
  logRetentionDays: 14,
  functions: { logLevel: 'DEBUG' },
});

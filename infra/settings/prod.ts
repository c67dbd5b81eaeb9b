import { defineSettings } from '../lib/settings.ts';

/** Production: the names as they are by default, and data that outlives the stack. */
export const settings = defineSettings({
  environment: 'prod',
  region: 'us-east-1',
  keepData: true,
  logRetentionDays: 365,
  alarms: { silentHours: 3 },
});

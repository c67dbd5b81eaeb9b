import { createApp } from '../lib/app.ts';
import { loadSettings } from '../lib/commands/load-settings.ts';

try {
  // The CDK's command line says where to write, and passes what it was told on.
  const told = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as Record<string, unknown>;
  const environment = process.argv[2] ?? told['environment'];
  const settings = await loadSettings(environment === undefined ? undefined : String(environment));
  const { app } = createApp(settings, { isNew: told['isNew'] === 'true' });
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

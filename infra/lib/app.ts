import { createRequire } from 'node:module';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EarshotStack, type EarshotStackProps } from './earshot-stack.ts';
import type { Settings } from './settings.ts';

const FLAGS = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json') as Record<string, unknown>;

/** The app of one environment. What is wrong with it by AWS's own rules, or by cdk-nag's, fails its synthesis. */
export function createApp(
  settings: Settings,
  { context, isNew = false, ...props }: AppProps & Pick<EarshotStackProps, 'isNew'> = {},
): { app: App; stack: EarshotStack } {
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { ...FLAGS, '@aws-cdk/core:validateAgainstDefaultRules': true, ...context },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const account = settings.account ?? process.env['CDK_DEFAULT_ACCOUNT'];
  const env = { region: settings.region, ...(account === undefined ? {} : { account }) };
  return { app, stack: new EarshotStack(app, settings, { env, isNew }) };
}

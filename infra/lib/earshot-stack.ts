import { Aws, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeFindings } from './acknowledgements.ts';
import { makeAnalysis } from './analysis/analysis.ts';
import { PROFILES } from './analysis/regions.ts';
import { makeApi } from './api/api.ts';
import { makeTokenSecret } from './api/token-secret.ts';
import { makeKey } from './encryption.ts';
import { makeFunctions } from './functions/functions.ts';
import { makeTriggers } from './functions/triggers.ts';
import { makeWebhookSecret } from './functions/webhook-secret.ts';
import { makeAlarmTopic } from './monitoring/alarm-topic.ts';
import { makeAlarms } from './monitoring/alarms.ts';
import { makeBudget, STACK_TAG } from './monitoring/budget.ts';
import { makeDashboard } from './monitoring/dashboard.ts';
import { namesOf } from './names.ts';
import { tellOutputs } from './outputs.ts';
import { makeQueues } from './queues/queues.ts';
import { makeRules } from './queues/rules.ts';
import { makeStartTopic } from './queues/start-topic.ts';
import type { Resources } from './resources.ts';
import type { Settings } from './settings.ts';
import { makeBuckets } from './storage/buckets.ts';
import { makeTables } from './storage/tables.ts';
import { makeVectorIndex } from './storage/vector-index.ts';

/** What a stack is made of besides its settings. */
export interface EarshotStackProps extends StackProps {
  /**
   * Whether the stack is about to be created. Until it has been, nothing is protected from deletion: a creation that fails
   * has to be taken back whole.
   */
  readonly isNew?: boolean;
}

/** All of Earshot in one account and Region. */
export class EarshotStack extends Stack {
  constructor(scope: Construct, settings: Settings, { isNew = false, ...props }: EarshotStackProps) {
    const isProtected = settings.keepData && !isNew;
    const account = props.env?.account ?? Aws.ACCOUNT_ID;
    const names = namesOf(settings, account);
    super(scope, names.stack, {
      ...props,
      description: `Earshot: ${names.stack}`,
      terminationProtection: isProtected,
    });
    const tags = { ...settings.tags, [STACK_TAG]: names.stack };
    for (const [name, value] of Object.entries(tags)) Tags.of(this).add(name, value);

    const { partition } = this;
    const key = makeKey(this, settings, account);
    const queues = makeQueues(this, settings, names, key);
    const startTopicArn = makeStartTopic(this, { settings, names, account, start: queues.start, key });
    makeRules(this, { settings, names, ...queues });
    const [startQueue, resultsQueue] = [queues.start.queue, queues.results.queue];
    makeBuckets(this, { settings, names, account, partition, key, startQueue, resultsQueue });
    const tables = makeTables(this, { settings, names, key, isProtected });
    makeVectorIndex(this, { settings, names, partition, account, key });
    const resources: Resources = {
      settings,
      names,
      partition,
      account,
      profile: PROFILES[settings.region],
      key,
      queues,
      tableArn:
        settings.table.existing === undefined
          ? tables.calls.tableArn
          : `arn:${partition}:dynamodb:${settings.region}:${account}:table/${names.table}`,
      insightsTableArn: tables.insights?.tableArn,
      analysis: makeAnalysis(this, settings, names),
      // It appears in the template as a reference only.
      tokenSecret: makeTokenSecret(this, names, key).secretValue.unsafeUnwrap(),
      webhookSecret: makeWebhookSecret(this, settings, names, key),
    };

    const alarmTopic = makeAlarmTopic(this, { settings, names, partition, account, key });
    const functions = makeFunctions(this, resources, alarmTopic);
    makeTriggers(this, { settings, names, account, queues, functions });
    const api = makeApi(this, { settings, names, retrieval: functions.retrieval }, key);
    const watched = { settings, names, topic: alarmTopic, queues, functions, api, insights: tables.insights };
    makeDashboard(this, watched, makeAlarms(this, watched));
    makeBudget(this, settings, names);
    tellOutputs(this, resources, startTopicArn, api);
    acknowledgeFindings(this);
  }
}

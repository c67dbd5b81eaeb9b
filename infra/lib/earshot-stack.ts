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

/** All of Earshot in one account and Region. */
export class EarshotStack extends Stack {
  constructor(scope: Construct, settings: Settings, props: StackProps) {
    const account = props.env?.account ?? Aws.ACCOUNT_ID;
    const names = namesOf(settings, account);
    super(scope, names.stack, {
      ...props,
      description: `Earshot: ${names.stack}`,
      terminationProtection: settings.keepData,
    });
    const tags = { ...settings.tags, [STACK_TAG]: names.stack };
    for (const [name, value] of Object.entries(tags)) Tags.of(this).add(name, value);

    const { partition } = this;
    const key = makeKey(this, settings, account);
    const queues = makeQueues(this, settings, names, key);
    const startTopic = makeStartTopic(this, { name: names.topic, start: queues.start, key });
    makeRules(this, { settings, names, ...queues });
    const [startQueue, resultsQueue] = [queues.start.queue, queues.results.queue];
    makeBuckets(this, { settings, names, account, partition, key, startQueue, resultsQueue });
    const tables = makeTables(this, settings, names, key);
    makeVectorIndex(this, { settings, names, partition, account, key });
    const resources: Resources = {
      settings,
      names,
      partition,
      account,
      profile: PROFILES[settings.region],
      key,
      queues,
      tableArn: tables.calls.tableArn,
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
    tellOutputs(this, resources, startTopic.topicArn, api);
    acknowledgeFindings(this);
  }
}

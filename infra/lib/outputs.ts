import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AnalyticsApi } from './api/input.ts';
import type { Resources } from './resources.ts';

/** Says what operators and publishers need to know. */
export function tellOutputs(scope: Construct, resources: Resources, topicArn: string, api: AnalyticsApi): void {
  const { names, queues, settings } = resources;
  const dashboard = `https://console.aws.amazon.com/cloudwatch/home?region=${settings.region}#dashboards:name=${names.dashboard}`;
  const outputs: Record<string, string> = {
    StartTopicArn: topicArn,
    MediaBucket: names.mediaBucket,
    ResultsBucket: names.resultsBucket,
    Table: names.table,
    ApiUrl: api.url,
    StartQueueUrl: queues.start.queue.queueUrl,
    StartDlqUrl: queues.start.dlq.queueUrl,
    ResultsQueueUrl: queues.results.queue.queueUrl,
    ResultsDlqUrl: queues.results.dlq.queueUrl,
    AnalysisProjectArn: resources.analysis.projectArn,
    DashboardUrl: dashboard,
  };
  if (settings.media.existingBucket === undefined || settings.results.existingBucket === undefined) {
    outputs['AccessLogsBucket'] = names.accessLogsBucket;
  }
  if (settings.coaching !== undefined) outputs['InsightsTable'] = names.insightsTable;
  if (settings.search.enabled) {
    outputs['VectorBucket'] = names.vectorBucket;
    outputs['MomentIndex'] = names.momentIndex;
  }
  if (resources.webhookSecret !== undefined) outputs['WebhookSecretArn'] = resources.webhookSecret.arn;
  for (const [id, value] of Object.entries(outputs)) new CfnOutput(scope, id, { key: id, value });
}

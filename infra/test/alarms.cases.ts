import { METRICS, reserveOf } from '@earshot/runtime-lambda';
import { describe, expect, it } from 'vitest';
import { OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { synthesise } from './synthesis.ts';
import { type Found, ofType, one, resolve } from './template.ts';

const plain = synthesise(PLAIN).template;
const read = (value: unknown) => resolve(plain, value, named);

describe('alarms', () => {
  const alarms = ofType(plain, 'CloudWatch::Alarm');
  const metricsOf = ({ Properties }: Found): readonly Found['Properties'][] =>
    Properties['Metrics'] === undefined
      ? [Properties]
      : Properties['Metrics'].flatMap(({ MetricStat }: Found['Properties']) => (MetricStat ? [MetricStat.Metric] : []));
  const dimensionsOf = (alarm: Found) =>
    metricsOf(alarm).map(({ Namespace, MetricName, Dimensions }) => ({
      Namespace,
      MetricName,
      Dimensions: Object.fromEntries(
        (Dimensions ?? []).map(({ Name, Value }: Found['Properties']) => [Name, read(Value)]),
      ),
    }));
  const called = (ending: string) => {
    const found = alarms.find(
      ({ Properties }) => Properties['AlarmName'] === `conversational-analytics-test-${ending}`,
    );
    if (found === undefined) throw new Error(`there is no alarm ${ending}`);
    return found;
  };

  it('all tell the topic', () => {
    const topic = one(plain, 'SNS::Topic', 'AlarmTopic').id;
    for (const { Properties } of alarms) expect(Properties['AlarmActions']).toEqual([{ Ref: topic }]);
  });

  it('may publish to it: a policy of its own takes from a topic what is allowed by default', () => {
    const topic = one(plain, 'SNS::Topic', 'AlarmTopic');
    const statements = ofType(plain, 'SNS::TopicPolicy').flatMap(
      ({ Properties }) => Properties['PolicyDocument'].Statement,
    );
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toMatchObject([
      { Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' }, Resource: { Ref: topic.id } },
    ]);
    const [pattern] = allowed.map(({ Condition }) => String(Condition.ArnLike['aws:SourceArn']).split(':alarm:')[1]);
    for (const { Properties } of alarms) expect(Properties['AlarmName']).toContain(pattern?.replace('*', ''));
  });

  it.each<readonly [string, string, string]>([
    ['start-dlq', 'QueueName', 'dmg-inbound-callrecording-transcription-sqs-dlq'],
    ['results-dlq', 'QueueName', 'dmg-inbound-callrecording-persistence-sqs-dlq'],
    ['start-age', 'QueueName', 'dmg-inbound-callrecording-transcription-sqs-queue'],
    ['results-age', 'QueueName', 'dmg-inbound-callrecording-persistence-sqs-queue'],
    ...['transcription', 'persistence', 'retrieval', 'sweep'].flatMap((name) =>
      ['errors', 'throttles', 'duration'].map(
        (what) => [`${name}-${what}`, 'FunctionName', `dmg-inbound-callrecording-${name}`] as const,
      ),
    ),
  ])('%s watches its own %s', (ending, dimension, expected) => {
    const watched = dimensionsOf(called(ending));
    expect(watched.length).toBeGreaterThan(0);
    for (const { Dimensions } of watched) {
      expect(Dimensions[dimension]).toBe(expected);
    }
  });

  it('count calls by metrics that the functions write', () => {
    const { Variables } = one(plain, 'Lambda::Function', 'Sweep').Properties['Environment'];
    for (const ending of ['calls-failed', 'starts-denied', 'start-faults', 'oldest-waiting', 'nothing-finished']) {
      for (const { Namespace, MetricName, Dimensions } of dimensionsOf(called(ending))) {
        expect(Namespace).toBe(Variables.EARSHOT_METRICS_NAMESPACE);
        expect(Object.keys(METRICS)).toContain(MetricName);
        expect(['transcription', 'persistence', 'sweep']).toContain(Dimensions['service']);
      }
    }
  });

  it('stay on while starts are denied: a start that was put off is tried again every 15 minutes', () => {
    const { Metrics } = called('starts-denied').Properties;
    const periods = Metrics.flatMap(
      ({ Period, MetricStat }: Found['Properties']) => Period ?? MetricStat?.Period ?? [],
    );
    expect(Math.min(...periods)).toBeGreaterThanOrEqual(20 * 60);
  });

  it('notice a single failed or throttled sweep: the next one comes only after its interval', () => {
    for (const ending of ['sweep-errors', 'sweep-throttles']) {
      expect(called(ending).Properties).toMatchObject({ Threshold: 0, EvaluationPeriods: 1 });
    }
  });

  it('measure failed calls by those that ended, against a setting', () => {
    const { Metrics, Threshold } = called('calls-failed').Properties;
    const [{ Expression }] = Metrics.filter(({ ReturnData }: Found['Properties']) => ReturnData !== false);
    expect([Expression, Threshold]).toEqual(['IF(whole > 0, 100 * part / whole, 0)', 5]);
    const { template } = synthesise(OPTIONS['alarms by mail, a budget, limits of the table']);
    expect(one(template, 'CloudWatch::Alarm', 'CallsFailedAlarm').Properties['Threshold']).toBe(20);
  });

  it('leave a sweep alone that takes the time it may take', () => {
    const { Timeout } = one(plain, 'Lambda::Function', 'Sweep').Properties;
    const stopsMs = Timeout * 1_000 - reserveOf(Timeout * 1_000);
    expect(called('sweep-duration').Properties['Threshold']).toBeGreaterThan(stopsMs);
    expect(called('sweep-duration').Properties['Threshold']).toBeLessThan(Timeout * 1_000);
  });

  it('notice that a target refused notices, where there is a target', () => {
    const alarmsOf = (settings: Parameters<typeof synthesise>[0]) =>
      ofType(synthesise(settings).template, 'CloudWatch::Alarm').filter(({ Properties }) =>
        String(Properties['AlarmName']).endsWith('-notices-failed'),
      );
    expect(alarmsOf(PLAIN)).toEqual([]);
    const [alarm = expect.unreachable()] = alarmsOf(OPTIONS['notices to every target']);
    expect(dimensionsOf(alarm).map(({ MetricName }) => MetricName)).toEqual(Array(3).fill('NoticesFailed'));
  });

  it('notice when calls are started and none of them ends', () => {
    const { Metrics, EvaluationPeriods } = called('nothing-finished').Properties;
    const [{ Expression }] = Metrics.filter(({ ReturnData }: Found['Properties']) => ReturnData !== false);
    expect(Expression).toBe('IF(started > 0 AND ended == 0, 1, 0)');
    expect(EvaluationPeriods).toBe(1);
  });

  it('watch the API by the name that it has at CloudWatch', () => {
    const namesIn = (settings: Parameters<typeof synthesise>[0]) => {
      const { template } = synthesise(settings);
      const alarm = one(template, 'CloudWatch::Alarm', 'ApiErrorsAlarm');
      return metricsOf(alarm).map(({ MetricName, Dimensions }) => `${MetricName} ${Dimensions[0].Name}`);
    };
    expect(namesIn(PLAIN)).toEqual(['5xx ApiId', 'Count ApiId']);
    expect(namesIn(OPTIONS['a REST API with IAM'])).toEqual(['5XXError ApiName', 'Count ApiName']);
  });
});

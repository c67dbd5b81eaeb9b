import type { AgentItem, CallCoachingItem } from '@earshot/adapters-http';
import { clockTime, type EvidenceSpan, INSIGHT_PRIORITIES, type InsightItem, printable } from '@earshot/core';
import { participantsTable } from './participants-view.js';
import { type Column, type Stream, styled, table, widthOf, wrapped } from './terminal.js';
import { timeHeading, timeText, zonedTimeText } from './times.js';

type MetricItem = CallCoachingItem['metrics'][number];

/** How much of an insight's id lists show: enough to name it by. */
const ID_SHOWN = 8;

/** Terminals with fewer columns. */
const NARROW = 100;

const UNAVAILABLE = '–';
const QUARTER = /^(.+)_quarter_\d$/;
const PRIORITY_STYLES = { high: 'red', medium: 'yellow', low: 'green' } as const;
/** Weeks of an agent that are shown: the last ones. */
const WEEKS_SHOWN = 6;

/** What coaching says of a call: who is who, metrics, insights. */
export function coachingText(stream: Stream, call: CallCoachingItem): string {
  const heading = (text: string) => styled(stream, 'bold', text);
  const about = styled(stream, 'dim', printable(`${call.state} · ${call.hash}`));
  const blocks = [`${heading(printable(call.callId))}\n${about}`];
  if (call.understood === undefined) blocks.push('There is no result yet.');
  if (call.understood === false) {
    const why = `${call.notUnderstoodReason ?? ''}. So there are no metrics and no insights.`;
    blocks.push(wrapped(stream, styled(stream, 'yellow', 'Not understood: '), why, 16));
  }
  if (call.participants.length > 0) blocks.push(participantsTable(stream, call.participants));
  if (call.metrics.length > 0)
    blocks.push(metricsTable(stream, call.metrics), ...unavailableLines(stream, call.metrics));
  const { insights } = call;
  if (call.metrics.length > 0)
    blocks.push(heading(insights.length === 0 ? 'No insights' : `Insights (${insights.length})`));
  const byPriority = INSIGHT_PRIORITIES.flatMap((priority) =>
    insights.filter((insight) => insight.priority === priority),
  );
  blocks.push(...byPriority.map((insight) => insightText(stream, insight)));
  return blocks.join('\n\n');
}

/** Those that are known; quarters in one line. */
function metricsTable(stream: Stream, metrics: readonly MetricItem[]): string {
  const columns = [
    { heading: 'Metric', share: 0 },
    { heading: 'Value', share: 0 },
    { heading: 'Known', share: 0 },
    { heading: 'Earlier calls', share: 0 },
    { heading: 'Where', share: 0 },
    { heading: 'How', share: 1, isSpare: true },
  ];
  const rows = metrics
    .filter(({ name, value }) => value !== undefined && !QUARTER.test(name))
    .map((metric) => [
      wordsOf(metric.name),
      valueText(metric.value, metric.unit),
      metric.basis,
      earlierText(metric),
      momentsText(metric.evidence.slice(0, 1)),
      metric.method,
    ]);
  const quarters = groupedBy(
    metrics.filter(({ name }) => QUARTER.test(name)),
    ({ name }) => name.replace(QUARTER, '$1'),
  );
  for (const [name, parts] of quarters) {
    if (parts.every(({ value }) => value === undefined)) continue;
    const values = parts.map(({ value, unit }) => valueText(value, unit)).join(' ');
    rows.push([
      `${wordsOf(name)} by quarter`,
      values,
      parts.find(({ value }) => value !== undefined)?.basis ?? '',
      '',
      '',
      '',
    ]);
  }
  return tableOf(stream, columns, rows);
}

/** A table without columns that are empty in every row, and on narrow terminals without those that can be spared. */
function tableOf(
  stream: Stream,
  columns: readonly (Column & { readonly isSpare?: boolean })[],
  rows: readonly string[][],
): string {
  const isNarrow = widthOf(stream) < NARROW;
  const isShown = columns.map(({ isSpare }, at) => !(isNarrow && isSpare) && rows.some((row) => row[at] !== ''));
  const shown = <T>(all: readonly T[]) => all.filter((_, at) => isShown[at]);
  return table(stream, shown(columns), rows.map(shown));
}

/** Why the others aren't known, a line for each reason. Quarters are for the same reason as the whole. */
function unavailableLines(stream: Stream, metrics: readonly MetricItem[]): string[] {
  const unknown = metrics.filter(({ name, value }) => value === undefined && !QUARTER.test(name));
  if (unknown.length === 0) return [];
  const lines = [...groupedBy(unknown, ({ method }) => method)].map(([why, all]) =>
    wrapped(stream, '  ', `${all.map(({ name }) => wordsOf(name)).join(', ')}: ${why}`),
  );
  return [[styled(stream, 'bold', 'Unavailable'), ...lines].join('\n')];
}

/** How a call compares with the earlier ones of its agent. */
function earlierText({ unit, earlier }: MetricItem): string {
  if (earlier?.median === undefined) return '';
  const rank = earlier.rank === undefined ? '' : `, above ${Math.round(earlier.rank * 100)}%`;
  return `median ${valueText(earlier.median, unit)} of ${earlier.calls}${rank}`;
}

/** An insight in full. */
export function insightText(stream: Stream, insight: InsightItem): string {
  const { priority, title, message, status, ruleset, evidence, basis } = insight;
  const lead = `${styled(stream, PRIORITY_STYLES[priority], priority.padEnd(6))}  `;
  const indent = 8;
  const line = (text: string) => wrapped(stream, ' '.repeat(indent), text);
  const facts = [insight.id.slice(0, ID_SHOWN), status, insight.type, insight.category, basis, ruleset];
  const at = momentsText(evidence);
  return [
    wrapped(stream, lead, title, indent),
    line(message),
    ...(at === '' ? [] : [line(`At ${at}`)]),
    ...insight.suggestedActions.map((action) => wrapped(stream, `${' '.repeat(indent)}- `, action)),
    ...historyOf(stream, insight).map(line),
    styled(stream, 'dim', line(facts.join(' · '))),
  ].join('\n');
}

/** What people said of it, oldest first. */
function historyOf(stream: Stream, { decisions, comments }: InsightItem): string[] {
  return [
    ...decisions.map(({ status, ...by }) => ({ ...by, said: status })),
    ...comments.map(({ text, ...by }) => ({ ...by, said: `“${text}”` })),
  ]
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ said, at, actor }) => `${zonedTimeText(stream, at)} ${actor}: ${said}`);
}

/** Insights as a table, a line each. */
export function insightsTable(stream: Stream, insights: readonly InsightItem[]): string {
  const columns = [
    { heading: 'Id', share: 0 },
    { heading: timeHeading(stream, 'Created'), share: 0, isSpare: true },
    { heading: 'Priority', share: 0 },
    { heading: 'Status', share: 0 },
    { heading: 'Agent', share: 1 },
    { heading: 'Call', share: 2 },
    { heading: 'Insight', share: 4 },
  ];
  const rows = insights.map((insight) => [
    stream.isTTY ? insight.id.slice(0, ID_SHOWN) : insight.id,
    timeText(stream, insight.createdAt),
    insight.priority,
    insight.status,
    insight.agentName,
    insight.callId,
    `${insight.title}: ${insight.message}`,
  ]);
  return tableOf(stream, columns, rows);
}

/** The numbers of an agent. */
export function agentText(stream: Stream, agent: AgentItem): string {
  const { name, calls, mostCalls, isComplete, leastCalls, metrics } = agent;
  const all = isComplete ? `${calls} ${calls === 1 ? 'call' : 'calls'}` : `the newest ${mostCalls} calls`;
  const columns = [
    { heading: 'Metric', share: 0 },
    { heading: 'Median', share: 0 },
    { heading: 'Calls', share: 0 },
    { heading: 'Per week', share: 0 },
    { heading: `Median (calls) of the last ${WEEKS_SHOWN} weeks`, share: 1 },
  ];
  const rows = metrics
    .filter((metric) => !QUARTER.test(metric.name))
    .map(({ name: metric, unit, median, calls: count, changePerWeek, weeks }) => [
      wordsOf(metric),
      valueText(median, unit),
      String(count),
      changePerWeek === undefined ? '' : changeText(changePerWeek, unit),
      weeks
        .slice(-WEEKS_SHOWN)
        .map((week) => `${valueText(week.median, unit)} (${week.calls})`)
        .join('  '),
    ]);
  const note =
    calls < leastCalls
      ? [`Fewer than ${leastCalls} calls show no trend.`]
      : isComplete
        ? []
        : ['There are older calls, too.'];
  return [
    `${styled(stream, 'bold', printable(name))}\n${styled(stream, 'dim', `medians of ${all}`)}`,
    ...(rows.length === 0 ? [] : [tableOf(stream, columns, rows)]),
    ...note,
  ].join('\n\n');
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function wordsOf(name: string): string {
  return name.replaceAll('_', ' ');
}

function momentsText(moments: readonly EvidenceSpan[]): string {
  return moments.map(({ startMs, endMs }) => `${clockTime(startMs)}–${clockTime(endMs)}`).join(', ');
}

function changeText(change: number, unit: MetricItem['unit'] | undefined): string {
  return `${change < 0 ? '-' : '+'}${valueText(Math.abs(change), unit)}`;
}

/** A value as people read it. */
function valueText(value: number | undefined, unit: MetricItem['unit'] | undefined): string {
  if (value === undefined) return UNAVAILABLE;
  if (unit === 'ratio') return `${(value * 100).toFixed(1)}%`;
  if (unit === 'ms') return value < 10_000 ? `${(value / 1_000).toFixed(1)} s` : clockTime(value);
  if (unit === 'count') return String(Number(value.toFixed(1)));
  return value.toFixed(unit === 'words_per_minute' ? 0 : 1);
}

import * as z from 'zod/mini';
import { isObject } from '../input/json.js';
import { parseJson } from '../input/json-text.js';
import { parseWritten } from '../input/parse-input.js';
import { Confidence, NonEmpty } from '../model/primitives.js';
import { Condition } from './condition.js';
import { INITIAL_STATUSES, INSIGHT_PRIORITIES } from './insight.js';
import { METRIC_DEFINITIONS } from './metrics.js';
import { placeholdersIn } from './template.js';

const Name = z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'expected up to 64 of a-z, 0-9, - and _'));

/** What an insight about one item may say of it, besides metrics: its text, and how often a category was found. */
const ITEM_FIELDS = ['item', 'instances'];
const FIGURES: ReadonlySet<string> = new Set([...METRIC_DEFINITIONS.map(({ name }) => name), ...ITEM_FIELDS]);

/** The name of a metric, or `item` or `instances` in a rule about each item. */
const FigureName = z.string().check(z.refine((name) => FIGURES.has(name), 'expected a metric, item or instances'));
const DURATIONS = new Set(METRIC_DEFINITIONS.flatMap(({ name, unit }) => (unit === 'ms' ? [name] : [])));
const Duration = z.string().check(z.refine((name) => DURATIONS.has(name), 'expected a metric in ms'));
/** A figure in its own unit, or a duration in seconds. */
const Output = z.union([FigureName, z.strictObject({ metric: Duration, unit: z.literal('s') })]);
/** Text with names of figures in braces. */
const Template = NonEmpty.check(
  z.refine((text) => placeholdersIn(text).every((name) => FIGURES.has(name)), {
    error: 'expected metrics, item or instances in braces',
  }),
);

/** So that faults in other fields hide none. */
const ALWAYS = () => true;

/** What becomes an insight, and what the insight says. */
export const Rule = z
  .strictObject({
    id: Name,
    /** @defaultValue always */
    when: z.optional(Condition),
    /** Gives an insight for each of the first so many, instead of one for the call. */
    each: z.optional(
      z.strictObject({ of: z.enum(['categories', 'issues']), first: z.int().check(z.minimum(1), z.maximum(50)) }),
    ),
    type: NonEmpty,
    category: NonEmpty,
    priority: z.enum(INSIGHT_PRIORITIES),
    aiConfidence: Confidence,
    status: z._default(z.enum(INITIAL_STATUSES), 'pending'),
    title: Template,
    message: Template,
    suggestedActions: z.array(NonEmpty),
    /** By the name that the insight gives them. */
    metrics: z._default(z.record(NonEmpty, Output), {}),
  })
  .check(
    z.refine((rule) => !isObject(rule) || rule.when !== undefined || rule.each !== undefined, {
      error: 'expected when, each, or both',
      when: ALWAYS,
    }),
    z.refine(
      (rule) =>
        !isObject(rule) ||
        rule.each !== undefined ||
        !figuresIn(rule).some((name) => ITEM_FIELDS.some((field) => field === name)),
      {
        error: 'expected each, since the rule speaks of an item',
        path: ['each'],
        when: ALWAYS,
      },
    ),
  );
export type Rule = z.infer<typeof Rule>;

/** The figures that a rule speaks of. It may be no rule yet. */
function figuresIn({ title, message, metrics }: Partial<Record<'title' | 'message' | 'metrics', unknown>>): unknown[] {
  const named = [title, message].flatMap((text) => (typeof text === 'string' ? placeholdersIn(text) : []));
  const outputs = isObject(metrics) ? Object.values(metrics) : [];
  return [...named, ...outputs.map((output) => (isObject(output) ? output['metric'] : output))];
}

/** Rules that are applied together, as data. */
export const Ruleset = z.strictObject({
  name: Name,
  /** Give changed rules a higher one: insights carry it. */
  version: z.int().check(z.positive()),
  title: NonEmpty,
  rules: z.array(Rule).check(
    z.minLength(1),
    z.maxLength(100),
    z.refine((rules) => !Array.isArray(rules) || new Set(rules.map((rule) => rule?.id)).size === rules.length, {
      error: 'expected an id of its own for each',
      when: ALWAYS,
    }),
  ),
});
export type Ruleset = z.infer<typeof Ruleset>;

/**
 * Reads a ruleset from JSON text.
 * @throws EarshotError `EARSHOT_UNREADABLE` if it isn't JSON; `EARSHOT_INVALID_INPUT` that names every fault at once, and has
 * each with its `field` in `details.issues`
 */
export function readRuleset(json: string): Ruleset {
  return parseWritten(Ruleset, parseJson(json), 'ruleset');
}

import * as z from 'zod/mini';
import { isObject } from '../input/json.js';
import { Natural, NonEmpty } from '../model/primitives.js';
import { COACHED_ROLES } from './conversation.js';
import { METRIC_DEFINITIONS } from './metrics.js';
import { wordsIn } from './turns.js';

/** Bounds of a metric, in its own unit. All that are given must hold; `above` and `below` leave out the bound itself. */
interface Bounds {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Words that somebody says, in any letter case: one of the phrases will do. */
interface PhraseCondition {
  readonly phrase: readonly string[];
  /** @defaultValue anybody */
  readonly role?: (typeof COACHED_ROLES)[number] | undefined;
  /** Only in the first or last so many ms between the first word of the call and the last. @defaultValue anywhere */
  readonly phase?: { readonly firstMs?: number | undefined; readonly lastMs?: number | undefined } | undefined;
}

/**
 * What must hold of a call. Of what isn't known, it isn't known either whether a condition holds, nor whether its opposite
 * does.
 */
export type Condition =
  | ({ readonly metric: string } & Bounds)
  /** That the call has a category, in any letter case. */
  | { readonly category: string }
  /** That an issue was found in it, or none. */
  | { readonly issue: boolean }
  | PhraseCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

const Bound = z.optional(z.number());
const isGiven = (bounds: object) => Object.values(bounds).some((bound) => bound !== undefined);
const Several = z.array(z.lazy(() => Condition)).check(z.minLength(1));
const Phrase = NonEmpty.check(z.refine((text) => wordsIn(text).length > 0, 'expected words'));

/** By the key that says what kind of condition it is. */
const KINDS: Readonly<Record<string, z.ZodMiniType<Condition>>> = {
  metric: z
    .strictObject({
      metric: z.enum(METRIC_DEFINITIONS.map(({ name }) => name)),
      above: Bound,
      below: Bound,
      atLeast: Bound,
      atMost: Bound,
    })
    .check(z.refine(({ metric: _, ...bounds }) => isGiven(bounds), 'expected above, below, atLeast or atMost')),
  category: z.strictObject({ category: NonEmpty }),
  issue: z.strictObject({ issue: z.boolean() }),
  phrase: z.strictObject({
    phrase: z.array(Phrase).check(z.minLength(1)),
    role: z.optional(z.enum(COACHED_ROLES)),
    phase: z.optional(
      z
        .strictObject({ firstMs: z.optional(Natural), lastMs: z.optional(Natural) })
        .check(z.refine(isGiven, 'expected firstMs or lastMs')),
    ),
  }),
  all: z.strictObject({ all: Several }),
  any: z.strictObject({ any: Several }),
  not: z.strictObject({ not: z.lazy(() => Condition) }),
};

/** Reads a condition by its kind, so that faults name what is wrong within it. A union would only say that none fits. */
export const Condition: z.ZodMiniType<Condition> = z.pipe(
  z.unknown(),
  z.transform((raw, context): Condition => {
    const [, schema] = Object.entries(KINDS).find(([kind]) => isObject(raw) && kind in raw) ?? [];
    if (schema === undefined) {
      const message = `expected one of ${Object.keys(KINDS).join(', ')}`;
      context.issues.push({ code: 'custom', input: raw, message });
      return z.NEVER;
    }
    const parsed = z.safeParse(schema, raw);
    if (parsed.success) return parsed.data;
    // Without a message, so that it gets one in the language of the whole.
    for (const { message, ...issue } of parsed.error.issues) {
      context.issues.push({ ...issue, input: raw, ...(issue.code === 'custom' && { message }) } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  }),
);

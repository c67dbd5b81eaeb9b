import type { Condition } from './condition.js';
import type { Facts, Item } from './facts.js';
import type { EvidenceSpan, Metric } from './metric.js';
import { phraseIn } from './phrases.js';

/** Whether a condition holds, and what that rests on. */
export interface Outcome {
  /** `undefined` when it can't be known. */
  readonly holds: boolean | undefined;
  readonly isMeasured: boolean;
  readonly evidence: readonly EvidenceSpan[];
}

const NOTHING: Omit<Outcome, 'holds'> = { isMeasured: true, evidence: [] };

/** Evaluates a condition in Kleene's logic of three values. */
export function evaluate(condition: Condition, facts: Facts): Outcome {
  if ('metric' in condition) return withinBounds(condition, facts.metrics.get(condition.metric));
  if ('category' in condition) {
    const wanted = condition.category.toLowerCase();
    return found(facts.categories.filter(({ text }) => text.toLowerCase() === wanted));
  }
  if ('issue' in condition) return condition.issue ? found(facts.issues) : negated(found(facts.issues));
  if ('phrase' in condition) {
    const moments = phraseIn(condition, facts.conversation);
    if (moments === undefined) return { ...NOTHING, holds: undefined };
    return { holds: moments.length > 0, isMeasured: false, evidence: moments };
  }
  if ('not' in condition) return negated(evaluate(condition.not, facts));
  const [decisive, parts] = 'all' in condition ? [false, condition.all] : [true, condition.any];
  const outcomes = parts.map((part) => evaluate(part, facts));
  const deciding = outcomes.filter(({ holds }) => holds === decisive);
  if (deciding.length > 0) return together(decisive, deciding);
  const isOpen = outcomes.some(({ holds }) => holds === undefined);
  return together(isOpen ? undefined : !decisive, outcomes);
}

function together(holds: boolean | undefined, outcomes: readonly Outcome[]): Outcome {
  return {
    holds,
    isMeasured: outcomes.every(({ isMeasured }) => isMeasured),
    evidence: outcomes.flatMap(({ evidence }) => evidence),
  };
}

function negated({ holds, ...rest }: Outcome): Outcome {
  return { ...rest, holds: holds === undefined ? undefined : !holds };
}

function found(items: readonly Item[]): Outcome {
  return { holds: items.length > 0, isMeasured: false, evidence: items.flatMap(({ evidence }) => evidence) };
}

function withinBounds(
  { above, below, atLeast, atMost }: Extract<Condition, { metric: string }>,
  metric: Metric | undefined,
): Outcome {
  const { value, basis, evidence = [] } = metric ?? {};
  if (value === undefined) return { ...NOTHING, holds: undefined };
  const holds =
    (above === undefined || value > above) &&
    (below === undefined || value < below) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost);
  return { holds, isMeasured: basis === 'measured', evidence };
}

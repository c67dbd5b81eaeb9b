/** The lists of what was said, in a segment and in the whole call alike, and what a finding of each is called. */
export const SAID = [
  ['IssuesDetected', 'issue'],
  ['ActionItemsDetected', 'action_item'],
  ['OutcomesDetected', 'outcome'],
] as const;

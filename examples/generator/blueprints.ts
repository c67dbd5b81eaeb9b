import type { BlueprintOutcome } from './call.ts';

/** The categories that our own blueprint offers to the model. */
export type CallCategory =
  | 'Billing'
  | 'Tech support'
  | 'Customer service'
  | 'Account support'
  | 'Sales'
  | 'Complaints'
  | 'Product issues'
  | 'Service issues'
  | 'General inquiries'
  | 'Other';

interface OwnResult {
  /** Fewer than 100 words. */
  readonly call_summary: string;
  readonly call_categories: readonly CallCategory[];
  /** Single words. */
  readonly topics: readonly string[];
}

/** A match of our own blueprint. The service reports its class, not the name of the resource. */
export function ownBlueprint(result: OwnResult): BlueprintOutcome {
  const arn = 'arn:aws:bedrock:us-east-1:123456789012:blueprint/5e1f0a7c93d2';
  return { status: 'MATCH', arn, name: 'ConversationalAnalytics', result: { ...result } };
}

/** A match of the blueprint in the public AWS catalogue. */
export function publicBlueprint(result: Readonly<Record<string, unknown>>): BlueprintOutcome {
  const arn = 'arn:aws:bedrock:us-east-1:aws:blueprint/bedrock-data-automation-public-conversational-analytics';
  return { status: 'MATCH', arn, name: 'Conversational Analytics', result };
}

/** A blueprint was configured and did not fit. */
export const NO_MATCH: BlueprintOutcome = { status: 'NO_MATCH' };

/** No blueprint was configured for the modality. */
export const NO_BLUEPRINT: BlueprintOutcome = { status: 'NONE' };

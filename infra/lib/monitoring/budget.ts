import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';

/** The tag that everything of a stack has. */
export const STACK_TAG = 'earshot-stack';

/** Makes the budget that the settings ask for: it warns when the month is likely to exceed it, and when it does. */
export function makeBudget(scope: Construct, { budget }: Settings, names: Names): void {
  if (budget === undefined) return;
  const subscribers = budget.emails.map((address) => ({ address, subscriptionType: 'EMAIL' }));
  const notifications = (['FORECASTED', 'ACTUAL'] as const).map((notificationType) => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100, thresholdType: 'PERCENTAGE' },
    subscribers,
  }));
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: names.stack,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: budget.monthlyUsd, unit: 'USD' },
      // Tags count only once they are activated for cost allocation.
      costFilters: { TagKeyValue: [`user:${STACK_TAG}$${names.stack}`] },
    },
    notificationsWithSubscribers: notifications,
  });
}

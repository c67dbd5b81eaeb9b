import { DynamoInsightRepository, type DynamoInsightRepositoryOptions } from '@earshot/adapters-aws';
import { type CoachingUseCases, createCoaching } from '@earshot/core';

/** What reads insights, and keeps decisions about them. */
export function coachingUseCases(
  insights: DynamoInsightRepositoryOptions,
  sign: (text: string) => string,
): CoachingUseCases {
  return createCoaching({ insights: new DynamoInsightRepository(insights), sign, now: () => new Date() });
}

import type { Found } from './template.ts';

/** Whom a bucket reports what. */
export interface Notification {
  readonly Queue: unknown;
  readonly Event: string;
  readonly Filter: { readonly S3Key: { readonly Rules: readonly { readonly Name: string; readonly Value: string }[] } };
}

/** All that a bucket tells. */
export const notificationsOf = ({ Properties }: Found): readonly Notification[] =>
  Properties['NotificationConfiguration']?.QueueConfigurations ?? [];

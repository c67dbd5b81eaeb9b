import { EarshotError, type Notifier } from '@earshot/core';
import type { NoticeSettings } from './environment.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Makes a notifier for each target that the settings name. None is loaded otherwise.
 * @param environment what a command is started with, apart from Earshot's own variables
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a setting is wrong or the webhook's secret is missing
 */
export async function notifiersOf(settings: NoticeSettings, environment: Variables): Promise<readonly Notifier[]> {
  const { command, webhookUrl, webhookSecret, eventBus, topicArn } = settings;
  const notifiers: Notifier[] = [];
  if (command !== undefined) {
    const { CommandNotifier } = await import('@earshot/adapters-local');
    notifiers.push(new CommandNotifier({ command: commandOf(command), environment: withoutOwn(environment) }));
  }
  if (webhookUrl !== undefined) {
    if (webhookSecret === undefined) throw invalid('a webhook needs a secret', 'EARSHOT_NOTIFY_WEBHOOK_SECRET');
    const { WebhookNotifier } = await import('@earshot/adapters-http/webhook');
    notifiers.push(new WebhookNotifier({ url: webhookUrl, secret: webhookSecret }));
  }
  if (eventBus !== undefined || topicArn !== undefined) {
    const { awsNotifiers } = await import('./aws/aws-notifiers.js');
    notifiers.push(...awsNotifiers({ eventBus, topicArn }));
  }
  return notifiers;
}

/** A program, and its arguments where the text is a JSON array. There is no shell that could split a line. */
function commandOf(text: string): [string, ...string[]] {
  if (!text.trimStart().startsWith('[')) return [text];
  const expected = 'a program, or a JSON array of a program and its arguments, all strings';
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string')) {
      return words as [string, ...string[]];
    }
  } catch {
    // Reported below, as what parses into something else.
  }
  throw invalid(`the notice command must be ${expected}`, 'EARSHOT_NOTIFY_COMMAND');
}

/** Earshot's variables hold secrets that a command has no use for. */
function withoutOwn(environment: Variables): Variables {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('EARSHOT_')));
}

function invalid(message: string, field: string): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${field}: ${message}`, { details: { field } });
}

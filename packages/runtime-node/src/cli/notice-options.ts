import { type Notices, printable } from '@earshot/core';
import type { Command } from 'commander';

import type { NoticeSettings } from '../environment.js';
import { notifiersOf } from '../notifiers.js';
import { readSecretFile } from '../secret-file.js';
import type { Context } from './context.js';
import { styled } from './terminal.js';

/** Where notices go, as the command line takes it. What isn't given here comes from the environment. */
export interface NoticeOptions {
  readonly notifyCommand?: string;
  readonly notifyWebhook?: string;
  readonly notifySecretFile?: string;
  readonly notifyEventBus?: string;
  readonly notifyTopic?: string;
  readonly notifyCallIds?: boolean;
}

/** Adds the choice of where notices go. There is no option for the secret: other users see the arguments of a process. */
export function withNotices(command: Command): Command {
  return command
    .option('--notify-command <program>', 'run this program for each call that ended, a notice on its stdin')
    .option('--notify-webhook <url>', 'post a signed notice of each call that ended to this URL')
    .option('--notify-secret-file <file>', 'sign webhooks with the secret in this file')
    .option('--notify-event-bus <name>', 'put notices on this event bus of EventBridge')
    .option('--notify-topic <arn>', 'publish notices to this SNS topic')
    .option('--notify-call-ids', 'name call ids in notices, which may hold personal data');
}

/** The options that name a target, by their names. */
export function targetOptions(options: NoticeOptions): Readonly<Record<string, string | undefined>> {
  return {
    '--notify-command': options.notifyCommand,
    '--notify-webhook': options.notifyWebhook,
    '--notify-event-bus': options.notifyEventBus,
    '--notify-topic': options.notifyTopic,
  };
}

/**
 * The notices that options and environment ask for; `undefined` when they name no target.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when one of them is wrong
 */
export async function noticesOf(context: Context, options: NoticeOptions): Promise<Notices | undefined> {
  const settings = await settingsOf(context, options);
  const notifiers = await notifiersOf(settings, context.environment);
  if (notifiers.length === 0) return undefined;
  const { stderr } = context;
  return {
    notifiers,
    withCallIds: settings.callIds,
    onFailed: ({ hash, target, notice, error }) => {
      const which = notice === undefined ? 'notices' : `notice ${notice.id.slice(0, 8)}`;
      const to = target === undefined ? '' : ` to ${target}`;
      const line = `${which} of call ${hash}${to}: ${error.code}: ${error.message}`;
      stderr.write(`${styled(stderr, 'yellow', printable(line))}\n`);
    },
  };
}

async function settingsOf({ settings, stderr }: Context, options: NoticeOptions): Promise<NoticeSettings> {
  const { notices } = settings;
  const { notifySecretFile: path } = options;
  const file = { option: '--notify-secret-file', path: path ?? '', pattern: /^[!-~]+$/, expected: 'a secret' };
  const warn = (message: string) => stderr.write(`${styled(stderr, 'yellow', printable(message))}\n`);
  return {
    command: options.notifyCommand ?? notices.command,
    webhookUrl: options.notifyWebhook ?? notices.webhookUrl,
    webhookSecret: path === undefined ? notices.webhookSecret : await readSecretFile(file, warn),
    eventBus: options.notifyEventBus ?? notices.eventBus,
    topicArn: options.notifyTopic ?? notices.topicArn,
    callIds: options.notifyCallIds ?? notices.callIds,
  };
}

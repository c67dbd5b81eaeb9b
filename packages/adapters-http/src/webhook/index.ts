export { SECRET_EXPECTED } from './signature.js';
export { WebhookNotifier, type WebhookNotifierOptions } from './webhook-notifier.js';

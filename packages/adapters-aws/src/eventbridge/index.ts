export { EVENT_SOURCE, EventBridgeNotifier, type EventBridgeNotifierOptions } from './event-bridge-notifier.js';

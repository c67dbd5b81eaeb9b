export { SnsNotifier, type SnsNotifierOptions } from './sns-notifier.js';

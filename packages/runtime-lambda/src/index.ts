export {
  type ApiResult,
  createApiHandler,
  type HandlerFault,
  type HttpApiEvent,
  type RestApiEvent,
} from './api-handler.js';
export type { LambdaContext, SqsBatch } from './lambda-events.js';
export { createLog, LOG_LEVELS, type Log, type LogFields, type LogLevel, type LogOptions } from './log.js';
export { createMetrics, METRICS, type MetricName, type Metrics, type MetricsOptions } from './metrics.js';
export { type BatchSource, createQueueHandler, type FollowUp, type QueueHandlerOptions } from './queue-handler.js';
export {
  createSweepHandler,
  reserveOf,
  type SweepHandlerOptions,
  type SweepReport,
  type SweepTask,
} from './sweep-handler.js';

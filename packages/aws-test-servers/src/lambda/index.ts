export { InvocationError } from './function-process.js';
export { mapQueue, type QueueMapping, type QueueMappingOptions } from './map-queue.js';
export { type FunctionOptions, type LambdaFunction, startFunction } from './start-function.js';

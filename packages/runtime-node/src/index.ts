export { type App, type AppSettings, composeApp, digests } from './container.js';

/* Builds the page into dist/page. */
import { join } from 'node:path';
import { buildPage } from './page-builder.ts';

await buildPage(join(import.meta.dirname, '../page'), join(import.meta.dirname, '../dist/page'));

import { bdaLayout } from './bda/layout.js';
import { documentLayout } from './document-format.js';
import { DOCUMENT_FORMATS } from './document-formats.js';
import { earshotLayout } from './earshot/layout.js';
import type { ResultLayout } from './result-format.js';

/** The layouts of the formats that Earshot reads by itself. */
export const RESULT_LAYOUTS: readonly ResultLayout[] = [
  earshotLayout,
  ...DOCUMENT_FORMATS.map(documentLayout),
  bdaLayout,
];

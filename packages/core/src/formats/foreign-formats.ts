import { documentFormat } from './document-format.js';
import { DOCUMENT_FORMATS } from './document-formats.js';
import type { ResultFormat } from './result-format.js';

/** The formats of other systems. */
export const FOREIGN_FORMATS: readonly ResultFormat[] = DOCUMENT_FORMATS.map(documentFormat);

import type { DocumentFormat } from './document-format.js';
import { pcaDocument } from './pca/pca-format.js';

/** The formats of other systems, in which one file is one call. The first to recognize a file reads it. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [pcaDocument];

import { bdaFormat } from './bda/bda-format.js';
import { earshotFormat } from './earshot/earshot-format.js';
import { FOREIGN_FORMATS } from './foreign-formats.js';
import type { ResultFormat } from './result-format.js';

/** The formats that Earshot reads by itself. Bedrock's comes last: it reads a document to recognize it. */
export const FORMATS: readonly ResultFormat[] = [earshotFormat, ...FOREIGN_FORMATS, bdaFormat];

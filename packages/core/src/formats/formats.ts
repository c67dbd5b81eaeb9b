import { bdaFormat } from './bda/bda-format.js';
import { earshotFormat } from './earshot/earshot-format.js';
import type { ResultFormat } from './result-format.js';

/** The formats that Earshot reads by itself. */
export const FORMATS: readonly ResultFormat[] = [earshotFormat, bdaFormat];

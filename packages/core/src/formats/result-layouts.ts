import { bdaLayout } from './bda/layout.js';
import { earshotLayout } from './earshot/layout.js';
import type { ResultLayout } from './result-format.js';

/** The layouts of the formats that Earshot reads by itself. */
export const RESULT_LAYOUTS: readonly ResultLayout[] = [earshotLayout, bdaLayout];

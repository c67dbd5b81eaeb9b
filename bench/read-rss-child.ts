import { readFileSync } from 'node:fs';
import { readResultDocument } from '@earshot/core';

// Both modes load the reader and hold the bytes; what is measured is the reading alone.
const [mode, file = ''] = process.argv.slice(2);
const bytes = readFileSync(file);
if (mode === 'read') readResultDocument(bytes);
process.send?.(process.resourceUsage().maxRSS);

/* Everything that leaves this process as text goes through one of these functions, one for each kind of output. */
export { csvCell, markdownText, printable, printableJson, printableLines } from '@earshot/core';

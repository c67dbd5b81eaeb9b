import { parseSearchText, snippetOf } from '@earshot/core';

const { terms, meaning } = parseSearchText('"money back" deliv* -voucher her refunds');
const { text, marks } = snippetOf('She wants her money back, since the delivery was late. A refund is fine.', terms);

console.log(JSON.stringify(terms));
console.log(`embedded: ${meaning}`);
console.log(`marked: ${marks.map(({ start, end }) => text.slice(start, end)).join(', ')}`);

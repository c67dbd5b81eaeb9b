/**
 * What Earshot asks analyzers to sort calls into; whatever else an analyzer says is stored as it is. What each means, so that
 * borderline calls can be told apart:
 *
 * - Billing: charges, invoices, payments, fees, refunds of money.
 * - Tech support: something technical doesn't work or must be set up: internet, app, software, device.
 * - Customer service: staff should do something routine: move a booking, track an order, connect, send, pass on thanks.
 * - Account support: login, password, profile, address, plan and owner; closing, blocking or verifying an account.
 * - Sales: somebody wants to buy, to upgrade, or to know a price or an offer before buying.
 * - Complaints: displeasure with staff, waiting, treatment or repeated failure; a manager is asked for.
 * - Product issues: bought goods are defective, damaged, wrong or incomplete; return, exchange, warranty.
 * - Service issues: a service failed, was late or was interrupted: delivery, visit, outage, booking.
 * - General inquiries: opening hours, places, policies, requirements, how something works, where a request stands.
 * - Other: wrong number, small talk, nothing of the above.
 */
export const CALL_CATEGORIES = [
  'Billing',
  'Tech support',
  'Customer service',
  'Account support',
  'Sales',
  'Complaints',
  'Product issues',
  'Service issues',
  'General inquiries',
  'Other',
] as const;

/** One of {@link CALL_CATEGORIES}. */
export type CallCategory = (typeof CALL_CATEGORIES)[number];

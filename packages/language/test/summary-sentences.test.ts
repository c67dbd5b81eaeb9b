import { describe, expect, it } from 'vitest';
import { summaryOf } from '../src/summary-sentences.js';

const said = (role: 'agent' | 'customer' | undefined, quote: string, ...details: string[]) => ({
  role,
  quote,
  details,
});

describe('summaryOf', () => {
  it('tells a call from who called to what comes next', () => {
    const summary = summaryOf(
      'Ann Lee',
      said('customer', "Hi, um, I'm calling because I was charged twice for October.", '$85'),
      [
        said('agent', "Okay, so what I've done is I've refunded the second payment of $85."),
        said('agent', "You'll have the money in your account in three to five working days, okay?"),
      ],
    );
    expect(summary).toBe(
      'A customer, Ann Lee, called because they were charged twice for October ($85). ' +
        'The agent has refunded the second payment of $85. ' +
        'The customer will have the money in their account in three to five working days.',
    );
  });

  it.each([
    [
      'customer',
      "I'd like to cancel my subscription.",
      'A customer called because they would like to cancel their subscription.',
    ],
    ['customer', "I'm calling about my last bill.", 'A customer called about their last bill.'],
    [
      'customer',
      'Can you send me a copy of my invoice?',
      'A customer asked the agent to send them a copy of their invoice.',
    ],
    ['customer', 'Do you deliver to my area?', 'A customer asked whether the company delivers to their area.'],
    [
      'customer',
      'Will you charge me a fee if I cancel?',
      'A customer asked whether the company will charge them a fee if they cancel.',
    ],
    [
      'customer',
      'Can you refund it if I return it?',
      'A customer asked whether the company can refund it if they return it.',
    ],
    ['customer', 'Would you mind sending it again?', 'A customer asked: “Would you mind sending it again?”'],
    ['customer', 'Will you be able to come on Monday?', 'A customer asked: “Will you be able to come on Monday?”'],
    ['customer', 'Did I cancel it in time?', 'A customer asked whether they did cancel it in time.'],
    ['customer', "It's free for a month, isn't it?", "A customer asked: “It's free for a month, isn't it?”"],
    ['customer', 'Do you know when my parcel arrives?', 'A customer asked: “Do you know when my parcel arrives?”'],
    ['customer', 'What kind of refund do I get?', 'A customer asked: “What kind of refund do I get?”'],
    [
      'customer',
      'My boiler makes a loud noise when you switch it on.',
      'A customer said: “My boiler makes a loud noise when you switch it on.”',
    ],
    [
      'customer',
      'Internet, phone and TV are all down.',
      'A customer called because internet, phone and TV are all down.',
    ],
    ['customer', 'What time do you close on Fridays?', 'A customer asked: “What time do you close on Fridays?”'],
    ['customer', 'Nah, refund, on the cards.', 'A customer said: “Nah, refund, on the cards.”'],
    [
      'agent',
      "It's about the prescription you dropped in.",
      'The agent called about the prescription the customer dropped in.',
    ],
    [undefined, 'I was charged twice.', 'One of them said: “I was charged twice.”'],
  ] as const)('gives the reason of a %s: %s', (role, quote, sentence) => {
    expect(summaryOf(undefined, said(role, quote), [])).toBe(sentence);
  });

  it.each([
    [
      'agent',
      'Please send us a picture of the damage.',
      'The agent asked the customer to send the company a picture of the damage.',
    ],
    ['agent', "I've cancelled it, but the fee stays.", 'The agent has cancelled it, but the fee stays.'],
    ['customer', "Okay, I'll swing by around six.", 'The customer will swing by around six.'],
    ['agent', 'Henrik, you are in the queue now.', 'The customer is in the queue now.'],
    ['agent', 'Internet, phone and TV are all back.', 'Internet, phone and TV are all back.'],
    ['agent', 'No refund is due for that month.', 'The agent said: “No refund is due for that month.”'],
    ['agent', 'No, the refund is on its way.', 'The refund is on its way.'],
    ['agent', "I'll call you back on Monday.", 'The agent will call the customer back on Monday.'],
    ['agent', 'As you know, the refund takes a week.', 'As the customer knows, the refund takes a week.'],
    ['agent', 'We will refund it, I think.', 'The company will refund it, the agent thinks.'],
    ['agent', 'Yes, somebody needs to be in.', 'Somebody needs to be in.'],
  ] as const)('tells what %s say: %s', (role, quote, sentence) => {
    expect(summaryOf(undefined, undefined, [said(role, quote)])).toBe(sentence);
  });

  it('names no customer whose name is masked', () => {
    expect(summaryOf('[NAME]', said('customer', "I'm calling about [NAME]'s bill."), [])).toBe(
      "A customer called about [NAME]'s bill.",
    );
  });

  it('leaves out what nobody said', () => {
    expect(summaryOf('Ann Lee', undefined, [undefined, undefined])).toBeUndefined();
  });
});

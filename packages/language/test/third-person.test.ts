import { describe, expect, it } from 'vitest';
import { formOf, retold, SAID_BY_AGENT, SAID_BY_CUSTOMER, SAID_BY_THEM } from '../src/third-person.js';

describe('retold', () => {
  it.each([
    ["I've refunded the second payment of $85.", 'the agent has refunded the second payment of $85'],
    ["I'm blocking the card now", 'the agent is blocking the card now'],
    [
      'You should see the money in your account in five working days.',
      'the customer should see the money in their account in five working days',
    ],
    ['We close at eight.', 'the company closes at eight'],
    ["I'll let you know when your parcel arrives.", 'the agent will let the customer know when their parcel arrives'],
    ['You need to call us and bring your card.', 'the customer needs to call the company and bring their card'],
    ["You don't need to do anything there.", "the customer doesn't need to do anything there"],
    ["I don't have that here, but you do.", "the agent doesn't have that here, but the customer does"],
    ['Monday suits us.', 'Monday suits the company'],
    ["I'll call you back on Monday.", 'the agent will call the customer back on Monday'],
    ["We'll ring you back tomorrow.", 'the company will ring the customer back tomorrow'],
    ["I'll send you back the form.", 'the agent will send the customer back the form'],
    ['The plan goes on as long as you pay for it.', 'the plan goes on as long as the customer pays for it'],
    ['It starts when you switch it on.', 'it starts when the customer switches it on'],
    ["I'll call you if we need anything.", 'the agent will call the customer if the company needs anything'],
    ['I think you need a new card.', 'the agent thinks the customer needs a new card'],
    ["I've sent the form to you.", 'the agent has sent the form to the customer'],
  ])('tells what an agent says: %s', (said, told) => {
    expect(retold(said, SAID_BY_AGENT)).toBe(told);
  });

  it.each([
    ['I was charged twice for October.', 'they were charged twice for October'],
    ["I'm not able to log in", 'they are not able to log in'],
    ['You guys charge me twice every month', 'the company charges them twice every month'],
    ["You've charged me for a call I never made.", 'the company has charged them for a call they never made'],
    ['I called you back in May.', 'they called the company back in May'],
    ['Your website says my parcel was delivered.', "the company's website says their parcel was delivered"],
    [
      'The washing machine that I bought from you is leaking.',
      'the washing machine that they bought from the company is leaking',
    ],
  ])('tells what a customer says of whom the sentence speaks: %s', (said, told) => {
    expect(retold(said, SAID_BY_THEM)).toBe(told);
  });

  it('names a customer once', () => {
    expect(retold("I'll come by when I have my car back", SAID_BY_CUSTOMER)).toBe(
      'the customer will come by when they have their car back',
    );
  });

  it.each([
    'I see the charge and block it.',
    'Why do I have to pay?',
    'Let me see, I have it here. It works.',
    'That one is mine.',
    'He said “no” to me.',
    'Well, do you need it.',
    'We owe you change.',
    "You don't have to be, no, we have keys.",
    'What we owe you is on its way.',
    "I've sent you revised terms.",
  ])('leaves what might become wrong: %s', (said) => {
    expect(retold(said, SAID_BY_AGENT)).toBeUndefined();
  });

  it.each([
    'It makes a loud noise when you switch it on.',
    'I was told you need a passport.',
    'It says you have to pay.',
    'The app tells you to enter a code.',
    'You have to wait for an hour.',
    'You are charged twice if the page is slow.',
    'If you cancel it there is a fee.',
    'My friend said that you charge for parking.',
  ])('leaves a customer who may speak of anybody: %s', (said) => {
    expect(retold(said, SAID_BY_THEM)).toBeUndefined();
    expect(retold(said, SAID_BY_CUSTOMER)).toBeUndefined();
  });
});

describe('formOf', () => {
  it.each([
    ['send us a picture', 'request'],
    ['your parcel is here', 'clause'],
    ['that takes up to ten days', 'clause'],
    ['with the bins and the door', 'fragment'],
    ['', 'fragment'],
  ])('%j is a %s', (said, form) => {
    expect(formOf(said)).toBe(form);
  });
});

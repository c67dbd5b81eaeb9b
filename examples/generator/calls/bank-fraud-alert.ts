import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** Personal data is found and masked, so there are redacted copies. The id is a contact id of Amazon Connect. */
export const bankFraudAlert: Call = {
  id: '7b0e3c52-91d4-4f6a-8a2d-5c1e9f3047ab',
  vintage: 'audio-2026',
  recordedAt: '2026-10-13T08:17',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(1),
  sensitiveData: 'DETECTION_AND_REDACTION',
  blueprint: ownBlueprint({
    call_summary:
      '{NAME|Lucinda Marsh} called Cobalt Mutual after a text about a payment of 412 to an electronics shop that she ' +
      'did not make. The agent verified her, blocked the card, cancelled the payment and ordered a new card to ' +
      '{ADDRESS|8 Gannet Wharf, Saltby}. Updates will go to {PHONE|555 0119}.',
    call_categories: ['Account support', 'Service issues'],
    topics: ['fraud', 'card', 'payment', 'security'],
  }),
  summary:
    '{NAME|Lucinda Marsh} received a fraud alert from Cobalt Mutual about a card payment of 412 that she does not ' +
    'know. The agent, {NAME|Desmond}, verifies her identity, blocks the card, stops the payment and sends a new card ' +
    'to her address.',
  script: `
    == The customer has received an alert about a payment, and the agent verifies who she is.
    A: Cobalt Mutual, fraud team, you're speaking with {NAME|Desmond}. How can I help?
    C: Hi, I just got a text from you about a payment, and it definitely wasn't me.
    A: Thanks for calling so quickly. I need to check a few details first. Could you give me your full name?
    C: It's {NAME|Lucinda Marsh}.
    A: Thank you, Ms {NAME|Marsh}. And how old are you, and what's the first line of your address?
    C: I'm {AGE|37}, and I live at {ADDRESS|8 Gannet Wharf, Saltby}.
    A: Perfect. And can you read me the long number on the card?
    C: Sure. It's {CREDIT_DEBIT_CARD_NUMBER|0000 1234 5678 0000}.
    A: And is {PHONE|555 0119} still the best number for you?
    C (overlap 300): Yes, that's my mobile.

    == The agent describes the payment, and the customer says that she did not make it.
    A: OK, you're verified. The payment we're asking about is for 412 pounds, at an electronics shop, at 6:52 this
      morning.
    C: I was asleep at 6:52.
    A: I thought so. Have you given the card or the number to anybody, or used it somewhere unusual?
    C: Um, I bought concert tickets on Sunday. The site looked a bit odd, to be honest.
    A (within 0.7): Mhm.
    A: That could be it. Do you remember the name of the site?
    C: Something with tickets and a number. I can look it up and send it to you.
    A: Please do. You can write to {EMAIL|alerts@cobalt-mutual.example}, and put your name in the subject.

    == The agent blocks the card, stops the payment and orders a new card.
    A: I'm blocking the card now. The payment is only pending, so I can stop it, and you won't lose anything.
    C: Oh, thank goodness. That's half my rent.
    A (pause 17000): OK, that's done. The 412 pounds will disappear from your account by tonight.
    C: And what do I do without a card?
    A: There's a digital one in your app in about ten minutes, and the new plastic one will be with you on Friday.
    C: To the same address?
    A: Yes, to {ADDRESS|Gannet Wharf}. Shall I send updates as a text?
    C: Yes please. Or, actually, could you use my husband's number as well? He's {NAME|Piers Marsh}, and it's {PHONE|555
      0172}.
    A: {PHONE|555 0172}, I've added it.

    == The agent gives advice and closes the call.
    A: One last thing. We'll never ask you for your PIN or for a code from a text. If someone does, just hang up.
    C: I know, I know. My sister got caught like that.
    A: I'm sorry to hear it. Is there anything else?
    C: No, you've been great. Thank you, {NAME|Desmond}.
    A: You're very welcome, Ms {NAME|Marsh}. Take care.
    C: Bye.
  `,
};

import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** An energy supplier took the same payment twice. The plainest example: everything is there, in 2026 form. */
export const billingDoubleCharge: Call = {
  id: 'billing-double-charge',
  vintage: 'audio-2026',
  recordedAt: '2026-09-14T09:32',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(1),
  blueprint: ownBlueprint({
    topics: ['billing', 'refund', 'payment', 'energy'],
    call_summary:
      'Dana Whitlock called Brightwell Energy because her September direct debit was taken twice. The agent saw that ' +
      'a failed card update had triggered a second collection, refunded 86.40 to her bank account within five ' +
      'working days, and added a 10 credit for the overdraft fee. The caller was satisfied and declined further ' +
      'help.',
    call_categories: ['Billing', 'Account support'],
  }),
  summary:
    'A customer of Brightwell Energy reports that her monthly payment was collected twice and that the second one ' +
    'took her account into overdraft. The agent finds the cause, refunds the duplicate payment of 86.40 and adds a ' +
    'credit of 10 to the account. The customer receives a reference number and a confirmation by e-mail.',
  script: `
    == The agent greets the caller, who reports that her energy payment was taken twice this month.
    A: Good morning, Brightwell Energy, you're speaking with Joel. How can I help you today?
    C: Hi Joel. Um, I was just looking at my banking app and you've taken my payment twice. The 9th and then again on
      the 11th, the same amount both times.
    A: Oh, I'm sorry to hear that. That shouldn't happen. Let me have a look for you.
    C (overlap 500): Yeah, because it put me into my overdraft, and they charge me for that.
    A: I understand. Let's get that sorted out. Could I take your account number, please?
    C: Sure, it's on the letter here. It's 4 4 0, 7 1 9, 2.
    A: 4 4 0, 7 1 9, 2. Thank you. And your full name and postcode?
    C: Dana Whitlock, and the postcode is the one for Pebble Row, um, ZZ4 7QX.

    == The agent finds that a card update caused a second collection and explains it to the caller.
    A: Lovely, thank you, Dana. OK, I can see both of those. One on Wednesday and one on Friday, 86 pounds 40 each.
    C (within 0.85): Yes.
    C: That's right. And I only have one house.
    A: Did you change your card or your bank details at any point last week?
    C: I did, actually. On the Tuesday. The website gave me an error, so I did it again.
    A: That's it, then. The first update went through even though it showed you an error, and the second one set up a
      new collection. So the system thought that nothing had been paid yet.
    C (within 0.7): Right.
    C: OK. So it wasn't me.
    A: No, it wasn't you at all. That page has been giving us trouble, to be honest.

    == The agent arranges the refund, adds a credit for the overdraft fee and gives a reference number.
    A: So what I'm going to do is refund the second payment, the 86 pounds 40, straight back to your bank account.
    C: How long does that take, though? Because my rent goes out on the first.
    A: It's usually 3 working days, 5 at the most, so you'll have it well before then.
    C: OK, good. And what about the overdraft fee? That was 7 pounds something.
    A: If you give me one moment, I'll ask what I can do about that.
    C: Sure.
    A (pause 21000): Thanks for waiting, Dana. I can't refund a bank fee, but I've put a credit of 10 pounds on your
      energy account, which will come off the next bill.
    C: Oh, that's nice. Thank you, I appreciate that.
    A: You're welcome. Your reference for all of this is B as in bravo, 2 2 9 4. I'll send you an email too.
    C: B 2 2 9 4. Got it. And the next payment is still on the 9th, just the once?
    A (overlap 300): Just the once, yes. I've removed the old collection, so there's only one left on the account.
    C: Perfect.

    == The agent checks that nothing else is needed and closes the call.
    A: Is there anything else I can help you with this morning?
    C: No, that's everything. You've been really helpful.
    A: Thanks for calling Brightwell, Dana. Have a good day.
    C: You too, bye.
  `,
};

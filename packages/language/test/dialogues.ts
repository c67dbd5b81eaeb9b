import type { CallCategory } from '@earshot/core';
import type { SaidSegment } from '../src/understanding.js';

/** A call that was made up, and what is to be understood of it. */
export interface Dialogue {
  readonly name: string;
  /** Who speaks first is speaker 0, and so on; one turn a line, `A: ` the agent, other letters others. */
  readonly turns: string;
  readonly category: CallCategory;
  /** What is chosen for each; absent where nothing is said of it. */
  readonly reason?: RegExp;
  readonly resolution?: RegExp;
  readonly nextStep?: RegExp;
  /** Some of the topics. */
  readonly topics: readonly string[];
}

const TURN = /^([A-Z]): (.*)$/;
const MS_PER_CHARACTER = 60;

/** The turns of a dialogue as segments; the speaker of `A: ` is the first agent. */
export function segmentsOf(turns: string): {
  readonly segments: (SaidSegment & { speaker: number })[];
  readonly agent: number;
  /** Everybody but the customer: calls are handed on. */
  readonly agents: readonly number[];
} {
  const letters: string[] = [];
  const segments: (SaidSegment & { speaker: number })[] = [];
  let startMs = 0;
  for (const line of turns.split('\n').map((each) => each.trim())) {
    const [, letter = '', text = ''] = TURN.exec(line) ?? [];
    if (text === '') continue;
    if (!letters.includes(letter)) letters.push(letter);
    const endMs = startMs + text.length * MS_PER_CHARACTER;
    segments.push({ text, startMs, endMs, speaker: letters.indexOf(letter) });
    startMs = endMs;
  }
  const agents = [...letters.keys()].filter((nth) => letters[nth] !== 'C');
  return { segments, agent: letters.indexOf('A'), agents };
}

export const DIALOGUES: readonly Dialogue[] = [
  {
    name: 'a duplicate charge at a telecom',
    turns: `
      A: Thank you for calling Northline Wireless, my name is Dana. How can I help you today?
      C: Hi Dana. Um, I was looking at my credit card statement and I was charged twice for my phone bill this month.
      A: I'm sorry to hear that. Let me pull up your account. Can I have your phone number, please?
      C: Sure, it's five five five, two three four, nine eight seven six.
      A: Thank you. And the billing zip code?
      C: Nine four one one zero.
      A: Okay, I see it here. There was a duplicate charge of sixty four dollars on the third.
      C: Right, that's the one.
      A: I've refunded the duplicate charge to your credit card.
      C: Great, how long will that take?
      A: You should see the money within five business days.
      C: Perfect, thank you so much.
      A: You're welcome. Is there anything else I can help you with?
      C: No, that's all.
      A: Have a great day.`,
    category: 'Billing',
    reason: /charged twice/,
    resolution: /refunded the duplicate charge/,
    nextStep: /within five business days/,
    topics: ['duplicate charge', 'phone bill'],
  },
  {
    name: 'an internet connection that drops',
    turns: `
      A: Good morning, you've reached Clearwave technical support, this is Samir speaking. What can I do for you?
      C: Yeah, hi. My internet connection keeps dropping every evening, it's driving me crazy.
      A: I understand how frustrating that must be. Which modem do you have?
      C: It's the white one, the X seven hundred.
      A: What color is the light on the front of the modem?
      C: It's blinking orange right now.
      A: Okay, let me run a test on the line. Could you unplug the modem for me and wait ten seconds?
      C: Alright, it's unplugged.
      A: Now plug it back in. I also updated the firmware of the modem from here.
      C: The light is green now and the connection is back.
      A: Wonderful. The firmware was out of date, so that fixed the dropped connection.
      C: Oh nice.
      A: If it happens again, give us a call and we'll send a technician out to check the line.
      C: Okay, will do. Thanks a lot.
      A: Thanks for calling, bye.`,
    category: 'Tech support',
    reason: /internet connection keeps dropping/,
    resolution: /firmware/,
    nextStep: /If it happens again|send a technician/,
    topics: ['internet connection', 'firmware', 'modem'],
  },
  {
    name: 'a forgotten password at a bank, the customer first',
    turns: `
      C: Hello?
      A: Hello, Harbor Bank, this is Luis, how may I assist you?
      C: I can't log in to my online banking. I forgot my password and now I'm locked out.
      A: No problem, I can help you with that. For security purposes, can I have your date of birth?
      C: March the second, nineteen eighty one.
      A: And the last four digits of your social?
      C: Four four one two.
      A: Thank you. I've unlocked your online banking and reset the password.
      C: Oh, good.
      A: You'll receive a text message with a temporary password in a minute, and then you have to choose a new one.
      C: Got it, it's here. Thank you.
      A: Great. Anything else today?
      C: No, bye.`,
    category: 'Account support',
    reason: /log in|forgot my password/,
    resolution: /unlocked your online banking/,
    nextStep: /text message/,
    topics: ['online banking'],
  },
  {
    name: 'a quote for car insurance',
    turns: `
      A: Thanks for calling Beacon Insurance, this is Priya. How can I help?
      C: Hi Priya, I just bought a used car and I'd like to get a quote for car insurance.
      A: Congratulations! I'd be happy to help with that. What's the make and model?
      C: It's a twenty nineteen Honda Civic.
      A: And have you had any accidents in the last five years?
      C: No, none.
      A: Alright. With full coverage and a five hundred dollar deductible I can offer you ninety two dollars a month.
      C: Hmm, okay. Is there a discount if I pay for the whole year?
      A: Yes, there's a ten percent discount for annual payment.
      C: That sounds good. I need to talk to my wife first.
      A: Of course. I'll email you the quote this afternoon, and it's valid for thirty days.
      C: Great, thank you.
      A: You're welcome, have a nice day.`,
    category: 'Sales',
    reason: /quote for car insurance/,
    resolution: /ninety two dollars a month/,
    nextStep: /email you the quote/,
    topics: ['car insurance', 'quote'],
  },
  {
    name: 'a cracked screen, right from the store',
    turns: `
      C: Hi, is this customer care?
      A: Yes, it is, my name is Olga. How can I help you?
      C: So I ordered a laptop from you and it came yesterday, and when I opened the box the screen was cracked.
      A: Oh no, I'm so sorry about that. Do you have the order number?
      C: Yes, it's K L four four nine two.
      A: Thank you. Was the box damaged as well?
      C: No, the box looked fine. But the laptop has a big crack in the screen.
      A: Okay. I've arranged a replacement laptop for you at no cost.
      C: Good. And what do I do with the broken one?
      A: The courier will pick up the damaged laptop on Thursday when he brings the new one.
      C: That works.
      A: Is there anything else?
      C: No, thank you.`,
    category: 'Product issues',
    reason: /screen was cracked/,
    resolution: /arranged a replacement laptop/,
    nextStep: /courier will pick up/,
    topics: ['laptop', 'screen'],
  },
  {
    name: 'a technician who never came',
    turns: `
      A: City Gas and Heating, this is Robert, how can I help you?
      C: I've been waiting at home all day for your technician and nobody showed up.
      A: I apologize for that, ma'am. May I have your customer number?
      C: Two two nine four one.
      A: One moment please. Yes, I can see the appointment for the boiler inspection between eight and twelve.
      C: Exactly, and it's four o'clock now. I took a day off work for this.
      A: I'm really sorry. It looks like the technician had an emergency and the office didn't inform you.
      C: That's not great.
      A: I've credited twenty five dollars to your account for the missed appointment.
      C: Okay, and when is he coming?
      A: The technician will come tomorrow between eight and ten, and he'll call you before he arrives.
      C: Fine. Thanks.
      A: Thank you for your patience.`,
    category: 'Service issues',
    reason: /nobody showed up/,
    resolution: /credited twenty five dollars/,
    nextStep: /technician will come tomorrow/,
    topics: ['technician', 'missed appointment'],
  },
  {
    name: 'a complaint about how somebody was treated',
    turns: `
      A: Thank you for calling the Grand Hotel group, Marcus speaking.
      C: I want to speak to a manager. Your receptionist was incredibly rude to my mother last night.
      A: I'm very sorry to hear that. Can you tell me what happened?
      C: She asked for another towel and he laughed at her and told her to buy one. I'm really upset about this.
      A: That is not how we treat our guests. Which hotel was it?
      C: The one by the harbor.
      A: I've filed a formal complaint with the hotel and noted everything you told me.
      C: I want an apology.
      A: I understand. The hotel manager will call your mother tomorrow morning to apologize.
      C: Okay. I hope so.
      A: Thank you for letting us know.`,
    category: 'Complaints',
    reason: /speak to a manager|rude to my mother/,
    resolution: /filed a formal complaint/,
    nextStep: /hotel manager will call/,
    topics: ['hotel'],
  },
  {
    name: 'a dentist appointment that moves',
    turns: `
      A: Smile Dental, good afternoon, how can I help you?
      C: Hi, this is Karen Webb. I have a cleaning appointment on Tuesday but something came up, so I need to move it to next week.
      A: Sure, no problem. Let me look at the calendar. Would Wednesday at three work?
      C: Is there anything in the morning?
      A: I have Thursday at nine thirty.
      C: Perfect, I'll take that.
      A: Okay, I've moved your cleaning appointment to Thursday at nine thirty.
      C: Thank you.
      A: You'll get a reminder by text the day before.
      C: Great, bye bye.`,
    category: 'Customer service',
    reason: /need to move it/,
    resolution: /moved your cleaning appointment/,
    nextStep: /reminder by text/,
    topics: ['cleaning appointment'],
  },
  {
    name: 'a question about opening hours',
    turns: `
      A: Westside Library, this is Joan.
      C: Hi Joan, quick question. What time do you close on Saturdays?
      A: We're open from ten to five on Saturdays.
      C: And do I need an appointment to use the computers?
      A: No, you don't need an appointment for the computers, you can just walk in.
      C: Wonderful, thanks!
      A: You're welcome.`,
    category: 'General inquiries',
    reason: /What time do you close/,
    resolution: /open from ten to five|don't need an appointment/,
    topics: ['computer'],
  },
  {
    name: 'a refund, on a voicemail',
    turns: `
      C: Hi, this is Paul Becker. I'm calling because I still haven't received the refund for the flight that I canceled in May.
      C: It's been six weeks and the travel agency told me it would take ten days. Please call me back at five five five, one two one two. Thank you.`,
    category: 'Billing',
    reason: /haven't received the refund/,
    topics: ['refund', 'flight'],
  },
  {
    name: 'a power cut, handed on to a second agent',
    turns: `
      A: Metro Electric, how can I help you?
      C: Our power has been out since five in the morning, the whole street is dark.
      A: I'm sorry. Let me connect you with the outage desk, one moment please.
      B: Outage desk, this is Helen. How can I help you?
      C: Hi, the power is out on Mill Road and I have an electric wheelchair that I need to charge.
      B: Thank you for telling me. I can see that there is an outage in your area because of a damaged cable.
      C: How long is it going to take?
      B: A crew is working on the cable, and the power should be back by noon.
      C: Okay, thank you.
      B: I'll send you a text message as soon as it's fixed.`,
    category: 'Service issues',
    reason: /power has been out/,
    nextStep: /power should be back/,
    topics: ['power'],
  },
  {
    name: 'a wrong number',
    turns: `
      C: Hello, is this Tony's Pizza?
      A: No, this is a private number.
      C: Oh, sorry, I must have dialed the wrong number.
      A: No worries, bye.`,
    category: 'Other',
    topics: [],
  },
  {
    name: 'a prescription that is not ready, in text without marks or capitals',
    turns: `
      A: lakeside pharmacy how can i help you
      C: hi um i got a text that my prescription was ready but when i came by they said it wasn't there so now i'm out of my blood pressure medicine
      A: oh i'm sorry about that can i get your date of birth
      C: july fourth nineteen sixty two
      A: okay i found it the prescription was sent to our other store by mistake
      C: oh okay
      A: i've moved the prescription over to us and it's being filled right now
      C: okay great when can i get it
      A: you can pick it up after four o'clock today
      C: thank you bye`,
    category: 'Service issues',
    reason: /prescription was ready/,
    resolution: /by mistake|moved the prescription/,
    nextStep: /pick it up after four/,
    topics: ['prescription'],
  },
  {
    name: 'a demo of software for a company',
    turns: `
      C: Hi, my name is Ellen Park, I'm calling from a logistics company. We're looking for a new scheduling tool and I'd like to see a demo of your software.
      A: Hi Ellen, thanks for calling Planwise. I'm Jonas from the sales team. How many users would you have?
      C: About eighty. And what would that cost per month?
      A: For eighty users the business plan is twelve dollars per user per month.
      C: Okay. Does the business plan include an integration with our payroll?
      A: Yes, the payroll integration is part of the business plan.
      C: Nice.
      A: I've booked a demo for you on Monday at eleven.
      C: Sounds great.
      A: You'll get a calendar invitation by email, and I'll send you the price list.
      C: Thank you, talk to you on Monday.`,
    category: 'Sales',
    reason: /demo of your software/,
    resolution: /booked a demo/,
    nextStep: /calendar invitation/,
    topics: ['business plan', 'demo'],
  },
];

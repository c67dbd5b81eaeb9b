/** Who says what, in turns: the agent begins. */
export type Dialogue = readonly string[];

/** A customer who was charged twice. */
export const DOUBLE_CHARGE: Dialogue = [
  'Thank you for calling Northwind Energy, this is Sarah speaking. How can I help you today?',
  'Hi Sarah. I was looking at my bank statement this morning, and it seems you have charged me twice for October.',
  'I am sorry to hear that. Let me look into it for you. Could you tell me your account number, please?',
  'Sure, it is four seven one nine two.',
  'Thank you. And to confirm that I am speaking to the account holder, what is your full name and your postcode?',
  'My name is Peter Collins, and the postcode is nine four one one zero.',
  'Perfect, thank you, Mister Collins. I can see two payments of eighty five dollars, one on the third and one on the fifth of October.',
  'Yes, exactly. I only got one bill, so the second payment must be a mistake.',
  'You are right. Our payment system had a problem that week, and some customers were charged again. I will refund the second payment right now.',
  'Okay. How long will it take until the money is back in my account?',
  'It usually takes between three and five working days. You will also get an email that confirms the refund.',
  'That sounds good. Can you make sure that this does not happen again next month?',
  'Yes. The problem was solved last Friday. If you notice anything unusual, please call us and we will take care of it immediately.',
  'Great, thanks for your help. I was quite angry when I saw it, but you were very friendly.',
  'You are welcome. Is there anything else that I can do for you?',
  'No, that is all. Have a nice day. Goodbye.',
];

/** A customer whose internet doesn't work. */
export const NO_INTERNET: Dialogue = [
  'Welcome to Harbor Broadband technical support. My name is Linda. What can I do for you?',
  'Good afternoon. My internet has been down since last night, and I have to work from home.',
  'I understand, that is really annoying. Which lights can you see on the front of your router?',
  'The power light is green, but the one next to it is blinking red.',
  'A red light means that the router has no connection to our network. Did you already try to restart it?',
  'Yes, I did that three times. I also checked all the cables, but nothing changed.',
  'Thank you for trying that. I will run a test on your line. This takes about one minute, please stay on the line.',
  'Okay, I will wait.',
  'The test shows that there is a fault outside of your house. I have to send a technician to repair it.',
  'How soon can someone come? I cannot wait a whole week.',
  'The first appointment that I have is tomorrow between eight and ten in the morning. Would that work for you?',
  'Tomorrow morning is fine. Do I have to pay for the visit?',
  'No, the repair is free, because the fault is on our side. I will also give you a credit for the days without service.',
  'That is fair. Will the technician call before he arrives?',
  'Yes, he will call you thirty minutes before. Is the phone number that you are calling from the right one?',
  'Yes, that is my mobile number. Thank you very much for the quick help.',
  'My pleasure. We will send you a text message with all the details. Goodbye.',
  'Bye.',
];

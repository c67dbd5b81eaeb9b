/** A conversation of two, in turns, that nobody ever had. */
export interface InventedScript {
  readonly summary: string;
  readonly categories: readonly string[];
  readonly topics: readonly string[];
  /** What the first half is about, and the second. */
  readonly halves: readonly [string, string];
  readonly turns: readonly string[];
}

/** All conversations. */
export const INVENTED_SCRIPTS: readonly InventedScript[] = [
  {
    summary: 'A reader wants to keep two books for longer. One is renewed, the other is wanted by somebody else.',
    categories: ['Customer service', 'General inquiries'],
    topics: ['library', 'renewal', 'reservation'],
    halves: ['The reader asks for more time.', 'One book has to come back by Friday.'],
    turns: [
      'Town library, good morning. What can I do for you?',
      'Hello, I have two books at home and would like to keep them a little longer.',
      'Of course. What does it say on your card?',
      'Four, seven, one, nine.',
      'Thank you. The one about lighthouses is yours until June.',
      'And the one about bees?',
      'Somebody is waiting for it. It should be back by Friday, please.',
      'That will do. I will bring it on Thursday.',
    ],
  },
  {
    summary: 'A cyclist brings forward a repair. The workshop has a place on Wednesday and names the price.',
    categories: ['Product issues', 'Sales'],
    topics: ['bicycle', 'brakes', 'appointment', 'price'],
    halves: ['The brakes of a bicycle are worn.', 'They agree on Wednesday and on a price.'],
    turns: [
      'Wheel and Spoke, this is the workshop.',
      'Hi, my brakes got a lot worse since I made the appointment.',
      'Front or rear?',
      'The rear one. It only slows me down on dry roads.',
      'Then please do not ride it. We could take it on Wednesday at nine.',
      'Wednesday is fine. What will it cost?',
      'About forty, with new pads.',
      'Good, see you then.',
    ],
  },
  {
    summary: 'A traveller missed a connection. The ticket is changed to the evening train without a fee.',
    categories: ['Billing', 'Service issues'],
    topics: ['train', 'ticket', 'delay'],
    halves: ['A late train made the traveller miss another.', 'The ticket is changed free of charge.'],
    turns: [
      'Passenger service, how may I help?',
      'My first train was forty minutes late, and the second one left without me.',
      'I am sorry. Where are you now?',
      'Still in Harwell, on platform three.',
      'The next one leaves at seven in the evening. I can change your ticket.',
      'Does that cost anything?',
      'No, the delay was ours. You will have it by mail in a minute.',
      'It is here already. Thank you very much!',
      'Have a good journey.',
    ],
  },
];

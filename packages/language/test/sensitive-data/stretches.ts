/**
 * Stretches of calls, an empty line between them; a line is what one of two speakers says, what is sensitive in `<>` and
 * what resembles it and must stay in `{}`. Some are so meant that hardly any rule finds them.
 */
export const STRETCHES = `
0: Thank you for calling {Northgate Building Society}, you're speaking with <Oluwaseun>, how can I help?
1: Hi, yeah, there's a payment of {£64.20} on my statement from the {third of October} and I don't recognise it.

0: Can I take the long number across the front of the card please?
1: Sure, it's <4111 1111 1111 1111> and it expires in {2027}, well the one ending {4242} is my old one.

0: And the full card number?
1: it's <five five five five five five five five> hang on
0: Take your time.
1: okay <five five five five four four four four> and the amount is {a hundred and twelve dollars}

1: i think you have my number wrong it ends in a seven not a nine
0: okay what should it be
1: <oh two oh seven nine four six oh one nine seven> and you can ring me {after half five} on weekdays

0: May I have your name and postcode?
1: It's <Grace Okonkwo-Bell>, I live in {Leicester}, and I've been with {Octavia Energy} since {2014}.

1: I {may} be wrong, but I thought you gave us a {grace} period of {fourteen days}.
0: You're right, Mrs <Hallworth>, the bill was due on {the ninth of May} so you have until {the twenty-third}.

0: What's the email you'd like the ticket sent to?
1: <bill.frost@example.com>, and could you resend {the bill} for {March} too?

0: Your reference for today is {INC 4 4 7 1 9 0 2}.
1: Four four seven, okay. And if it drops again do I call this number or {the broadband helpline}?
0: The helpline, {option three}. I've got your mobile down as <07700 900142>, is that still right?

1: my date of birth is <the twenty-third of march nineteen eighty-four> and the accident was {the twenty-second of march} this year
0: thank you and the policy started in {nineteen ninety-eight}

0: Could you confirm the first line of your address?
1: Yes, <Flat 3B, 41 Tannery Lane>, that's just off {Market Street} in {Halifax}.

1: the driver left it at <seventeen cobblers row> which isn't us we're at <seventy cobblers row>
0: right so the parcel weighing {twelve point five kilos} went to the wrong house

0: For security, what are the third and fourth digits of your passcode? Don't give me the whole thing.
1: Oh it's <7 7 4 1>, sorry, I've said it all now.
0: That's okay, I'll reset it. It takes about {15 minutes} and the {version 6.2} app will ask you for a new one.

1: My social is <000-12-3456>, and the form I'm filling in is the {1099-R} for tax year {2022}.

0: and your social security number
1: <six six six four five one two three four>
0: thanks i see a refund of {three hundred forty-one dollars and eleven cents} scheduled for {april fifteenth}

0: National Insurance number, please.
1: It's <QQ 12 34 56 C>, and I've got a letter here with reference {CB 20 1187 44}.

1: that's q q for quebec quebec
0: so <q q one one two two three three a> is your national insurance number and the claim reference is {u c seven seven oh one nine}
1: yes

0: Can you read me the account number off the top right of the bill?
1: It's <six one two, nine nine oh, four four eight>.
0: And the reading on the meter itself?
1: {Four four eight one two}.

1: I ordered two of the {WX-4400} headphones, order number {1002 7781 3345}, and only one came.
0: Sorry about that. Who was it delivered to? I've got it signed for by <Pritchard>.

0: It says here it was signed for by a Mr <A. Quill> at {14:32}.
1: Well there's no one of that name at <9 Heron Close>, I can promise you.

1: could you mark it as urgent please
0: i've made {a mark} on the file and <mark dunmore> from the {claims department} will ring you by {four pm}

0: I'll hand you over to <Hope>, she's on our {complaints team}.
1: Okay, I {hope} she can do something, I've been on hold {forty minutes}.

1: I bank with {Chase} and the transfer of {$2,500.00} bounced. The account number is <000123456789>.
0: Okay, and the name on the account is <Chase Delacroix>?

0: Could you spell your surname for me?
1: <S Z Y M A N S K A>, it's Polish. And it's about my flight to {Gdansk} on {the sixth of June}, flight {W6 1602}.

0: How do you spell that?
1: it's n for november g for golf so <n g u y e n>, first name <thuy>
0: and the booking code is {k r four t t nine}

1: The username is my email, <r dot achterberg at example dot org>, and the error is {code 0x80070057}.
0: Right. And which version is it, {11.4} or {11.5}?

0: What password did you try?
1: I typed <Purple-Heron-88> three times and it locked me out until {midnight}.

1: The password's <sunflower 1972> with a capital S. I set it up in {2019}, I think.
0: Please don't tell me passwords. I'll send a link that's valid for {24 hours}.

0: What's the security code on the back?
1: <Four one nine>.
0: Perfect, so that's {four hundred and nineteen pounds} going out today.

0: and the three digits on the back
1: <737>
0: thank you your flight is on a {boeing 737} leaving at {seven thirty-seven} funnily enough

0: American Express, so fifteen digits.
1: <3782 822463 10005>. The code on the front is <4821>.
0: Great. {$1,005.00} will be charged by {Meridian Hotels}.

1: It's an Amex, <three seven one four, four nine six three five three, nine eight four three one>.
0: And the total comes to {three hundred and seventy-one euros}.

0: So that was <6011 1111 1111 1117>?
1: Yes, and the order is {6011-2}.

1: Discover card, <six oh one one oh oh oh nine nine oh one three nine four two four>.
0: Thank you. You have {six thousand and eleven} points left.

0: We only keep the last four digits, so I see one ending in {1881}.
1: That's the old one. New one is <5105 1051 0510 5100>.

1: I've been charged twice, {£19.99} and then {£1.99}, on the card that ends {oh oh oh five}.
0: I'm sorry about that. Can I take your name?
1: <Femi Adeyinka-Ross>.

0: What's the best number to reach you on?
1: <555-0142>, area code is {Denver}'s. I'm home after {6:15}.

1: call me back at <two one two five five five oh one seven three> please
0: okay so the engineer visit is booked for {tuesday the second of december} between {eight and one}

0: I have <(415) 555-0118> as your phone, correct?
1: No, that's my ex-husband's. Mine is <415 555 0181>.
0: Updated. And your plan is the {Unlimited 55}.

1: my mobile's <oh double seven double oh nine double oh three six one>
0: lovely and how many lines do you have
1: {double} no i mean {seven lines} so {six handsets}

0: The code we just sent you, could you read it out?
1: It says <6 0 2 2 8 1>.
0: Brilliant. Your new tariff is {22.81 pence} per kilowatt hour.

0: Hi, I'm <Siobhán> from {Linden Health}. Is that <Ngozi>?
1: Speaking.
0: I'm ringing about the scan on {Thursday the nineteenth}. Could you confirm your date of birth?
1: <14 February 1991>.

0: date of birth please
1: <oh nine oh seven sixty-two>
0: and your next check is on the {ninth of july} at {ten fifteen}

1: She was born on <3/11/2016>, her name is <Willow>, and the jab was due {last Wednesday}.
0: Okay, so that's the {MMR}, second dose, {0.5 millilitres}.

1: My neighbour <Drew Ballard> saw it happen. The other driver {drew up} on the kerb in {a Ford Focus}.
0: And was that on {Victoria Road} or {Albert Road}?
1: Victoria Road.

1: {To be frank} with you, your man <Frank Oduya> told me it'd be {eighty pounds}, not {a hundred and eighty}.

1: I've had {a rose bush} and two {pots} delivered broken.
0: Sorry to hear that, Mrs <Rose>. I'll refund {£34.50} to the card ending {5556}.

0: Will that be all?
1: No, {I will} need an invoice too. Make it out to <Will Featherstonehaugh>.

0: Who should the engineer ask for?
1: Ask for <Summer Jae>, she's my flatmate. I'm away until {the end of summer}.

0: You said <April> set up the account?
1: Yes, my wife, in {April 2020}, when we moved to {Brighton}.

1: It's <June Castellano>. I first wrote to you {in June} and again on {the fourth of August}.

0: Let me get a {supervisor}. <Dakota>, can you take line four?
1: I'm calling from {South Dakota} by the way, so it's {two hours} behind.

1: The name on the account is <Paris Whitlock>, and we're {flying to Paris} on {Friday}.
0: Got it, {two adults}, {one infant}.

0: Your tracking number is {1Z 999 AA1 01 2345 6784}.
1: And it's going to <2206 Larkspur Drive, Apartment 14>, yes?
0: Yes, in {Tulsa}.

1: it's <forty-four hundred juniper boulevard unit six> in {scottsdale}
0: and is that near {camelback road}

0: Is the delivery address still <112 Old Mill Lane>?
1: No, we moved to {Bristol}. It's <The Coach House, 6 Quarry Rise>.

1: There's been a burst main on {Station Road}, right by the {Tesco}.
0: Thank you. Are you a customer? What's your address?
1: <Number 58 Wharf Terrace>.

1: The streetlight outside <23 Pennyfarthing Way> has been out for {three weeks}.
0: I'll log that. Your report number is {SL 2 3 8 8 0}.

0: {Wexford Council}, {parking services}, <Declan> here.
1: I've a penalty notice, {WX 7781 2039 A}, for {€80}, and I wasn't even on {Main Street} that day.

0: Can you tell me the vehicle's owner?
1: That's my dad, <Bartholomew Nkemelu>. It's a {2016 Toyota Yaris} with {61,000 miles} on it.

1: we've no hot water the boiler's a {vaillant ecotec plus 832}
0: okay and who am i speaking to and a contact number
1: mrs. <vandersteen> on <oh one one three four nine six oh one two six>

0: The sort code and account number, please.
1: Account number is <31926819>. And it's with {Barclays} in {Hull}.

1: The IBAN is <GB29 NWBK 6016 1331 9268 19>, and the amount is {€6,016}.
0: It should land by {the 16th}.

0: and the account it should go into
1: <one two three four five six seven eight>
0: that's the rent of {one thousand two hundred and thirty-four pounds} monthly from {the fifth}

1: So it's <4000 0566> first.
0: Yes.
1: And then <5566 5556>.
0: Lovely. That's {£56.65} with {20%} off.

0: Go ahead with the number.
1: <four two four two, four two four two>
0: Mm-hm.
1: <four two four two, four two four two>. Same thing again. And it runs out in {twenty twenty-eight}.

1: <5200 8282 8282 8210>, and it's the {Gold Rewards} one.
0: Thanks. There's a {2.9 percent} foreign fee because the shop is in {Lisbon}.

1: <4012 8888 8888 1881> is the card, but please only take {half now} and {half in January}.

0: Diners, is it?
1: Yes, <3056 930902 5904>. My booking is {30569}, for the {Harbour Grill} at {eight}.

1: <3530 1113 3330 0000>.
0: That's JCB, sir, fine. Total {¥35,300}.

0: Could you give me your email?
1: <j underscore halloran 77 at example dot net>.
0: And your loyalty tier is {Silver 77}.

0: and the email letter by letter please
1: <k i r a dot b e c k at example dot com>
0: thank you the voucher for {twenty-five pounds} is on its way and runs out {thirty-first of march}

1: send it to <accounts.payable@example.org> and copy in <l.mbeki@example.org>
0: sure that's invoice {2023-0098} for {four thousand dollars even}

1: You've got <sinead.o.brien@example.com> but it should be <sinead.obrien@example.com>.
0: Fixed. The statement for {quarter three} goes out {tonight}.

0: What's your membership PIN?
1: <Nine oh oh two>.
0: Hm, we've got you joining in {nineteen ninety-two}, with {nine hundred and two} points.

1: i put my pin in <2580> at the machine on {king's cross road} and it kept {two hundred pounds}

0: Please enter your PIN on the keypad rather than say it.
1: Oh, I already said it to the other fella, <Desmond>. It was {five minutes} ago.

1: the gate code is <hash four four one seven> and the flat's <flat nine sixteen dockhead street>
0: lovely and it's {three boxes} {under thirty kilos} each

0: And your memorable word?
1: <Bluebell>. No, wait, that's for {Halifax}. For you it's <Marzipan>.

0: Mother's maiden name?
1: <Fitzwilliam-Achebe>. And the account was opened in {Reading} in {1987}.

1: My name is <Xochitl Barragán>, that's <X-O-C-H-I-T-L>. I'm calling about the {Samsung QE55} telly.
0: Thank you. When did you buy it?
1: {Black Friday}, {2021}.

1: This is <Jarvis> at {Kepler Logistics}, dock {number eleven}, I've got {18 pallets} and no paperwork.
0: Who's the consignee?
1: {Morrow and Sons}. Contact's a Miss <Thistlewood>.

0: Is this about container {MSKU 907 2231}?
1: Yeah. The customs guy, <Ferreira>, said it'd clear on {Monday}. Ring him on <020 7946 0811>.

1: the consignment is {seven zero zero nine zero zero one four two} and my phone is <oh seven seven double oh nine double oh five one five>
0: got both thanks

0: I have two numbers here, {07-2231-B} for the order and <07700 900 318> for your phone.
1: That's right.

1: It's the seven oh one... no sorry, it's <312 555 0164>, not <312 555 0146>.
0: Okay. And I've changed the appointment from {0146 hours} to {16:30}.

1: card is <4 1 1 1 1 1 1 1> oh wait is it {visa} you take
0: yes we take visa
1: <1 1 1 1 1 1 1 1> then

0: So that was eight, six, two, two?
1: No, sorry, <eight six seven two one one nine>, seven not two. That's the account. The fault number was {eight six two}.

0: {Aurora Mobile}, <Priyanka> speaking.
1: I was promised {50 gigs} for {£12 a month} and I've been billed {£21}.

1: i'd like to port my number <five five five oh one nine nine> over from {verizon}
0: okay that takes {two to three business days} and what's the account pin with them
1: <eight eight one four>

1: My sister <Joy> passed away on {the 2nd of November}, I need to close her contract.
0: I'm so sorry. I'll pass you to our {bereavement team}.

1: It'd be a {joy} to get this sorted, honestly. My name's <Amadou Diallo-Price>.
0: Thank you. And how many nights, {seven} or {ten}?

0: Passenger names as in the passports, please.
1: <Ingrid Sørbø> and <Leif Sørbø>, from {Bergen} to {Faro}, row {22}.

1: Our room at the {Hotel Victoria} was meant to be {204} but we got one over the kitchen.
0: Is that the booking for <Victoria Pemberton-Lowe>?

0: And who's the lead passenger?
1: <Sydney Marchetti>. We're going {to Sydney}, departing {the twenty-eighth} at {21:55}.

1: my passport's name is <de la cruz> two words but the ticket's under one word it's with {delta} and it costs {a hundred and fifty} to change
0: let me see

0: What was the other party's name and number?
1: <Chantelle Burrows>, and she gave me <07700 900777>. Her car was a {Peugeot 208}, {silver}.

1: the excess is {two fifty} and you've taken {five hundred}
0: let me check mister <may>
1: you want to look at {the schedule} page {two}

1: I {may} have given you my old address. It's now <81 St. Aldhelm's Crescent>.
0: Thanks, and you're still in {Wells}?
1: Yes.

0: Your claim number is {HC/2024/009813}, do keep that.
1: And the assessor's called?
0: <Yevgenia>. She'll come on {Wednesday the 12th}.

1: My {Social Security} office is in {Fresno}, I've been there {three times}. The number is <987-65-4321>.

0: Just the last four of your social?
1: My whole one is <nine eight seven six five four three two two>, and I made {forty-three thousand two hundred} last year.

0: Is that all the documents, sir?
1: Form {SSA-44}, the {W-2}, and the card for <000-45-6789>.

0: {Department of Revenue}, how can I help?
1: Hi, my name is <Lakshmi Venkataraman>, I got a {notice CP2000} saying I owe {$1,812}.

0: You're through to {HMRC}, my name's <Callum>. Can I have your UTR or National Insurance number?
1: It's <QQ 65 43 21 D>, and it's the {2021-22} return.

1: I want to vote by post. I live at <Apartment 7, 130 Gasworks Quay>, {Salford}.
0: The deadline is {5 p.m.} on {the nineteenth of June}.

1: my son <kofi> needs a bus pass he's {eleven} he goes to the school on {orchard road}
0: okay that's {four pounds ten} a week

0: Library services.
1: Hi, I've a fine of {£2.40}. The card's in the name of <Penny Lanyon>, and I've not got {a penny} on me.

1: <Art Vandermeer>, I'm a member at the {Museum of Modern Art}. My renewal was {$85}.
0: Thanks. I see you joined on {01/15/2018}.
1: And I was born on <01/15/1958>, easy to mix up.

0: Okay, so your birthday is <the first of the second, nineteen fifty>, and the appointment's {the second of the first}.
1: Spot on.

0: how old is the policyholder
1: {seventy-four} born <twelfth of december forty-nine>
0: and the policy number is {l p slash four nine one two}

1: I was born in <August of '63, the 17th>, and my pension started in {August of 2023}.

1: it's under <ocean> like the sea my mum was a hippy surname <bright>
0: thanks and it's the {bright start} savings account with {four point one percent}

0: Is that Miss <Love>?
1: Yes. I'd {love} to keep the {Prime} bundle but not for {$79.99}.

1: <Pat Imrie> from your {billing department} told me to just {pat it dry} and it would work, the {router} I mean.

0: Did you {sue} anyone, or just file a claim?
1: No, my daughter <Sue> filed it. For {nine hundred dollars}.

1: It's like {rob Peter to pay Paul}, ha. No, it's my brother <Rob Szabo> who pays the {£45} a month.

0: Ask for <Miles> at reception.
1: Thanks. How far is it, about {ten miles}? I'm coming from {Junction 9}.

1: I've got {a jack plug} that doesn't fit, a {3.5 millimetre} one, and <Jack Trevanion> in the shop said to call.

0: {Harvey Nash Furniture}, good afternoon.
1: Is <Harvey> there? He sold me the {Oslo} sofa, {220 by 95 centimetres}.

1: The {Alexa} doesn't talk to the thermostat since {version 3.1.7}.
0: Okay, and your name?
1: It's <Alexa>, believe it or not. And I'm running {iOS 17.2}, if it matters.

1: it's the {dyson v11} {from john lewis} and the account's in the name of <john lewisham>

0: Welcome to {Marks and Spencer}, <Lorcan> speaking.
1: I've an order, {550 119 9}, and it's {two shirts} short.

0: {Morgan Stanley} isn't us, madam, this is {Stanley Tools}.
1: Oh. My husband <Stanley> gave me the number, sorry.

1: I'm holding a letter from Mr. <Ó Súilleabháin> dated {5 September}, reference {QK/88/12}.
0: He's in {collections}, I'll see if he's free.

0: So the gas meter serial is {E6S 1029 4471 61}.
1: And my account is <85 1029 4477>, it's nearly the same.

1: we had a power cut from {ten past three} till {twenty to nine} that's at <six a mulberry gardens>
0: i see you'd be due {thirty-nine pounds} compensation

0: Your water's been off since {Monday}, is that the whole of {Chapel Street}?
1: Just the flats. I'm in <number 12, Flat 5, Chapel House>.

0: press {one} for sales {two} for support
1: agent
0: hi you're through to <marguerite> in {tier two} what's the serial number
1: {c zero two x l four four}

1: Extension {4417}, please.
0: That's <Gustavo>'s line, he's out until {half past two}. Can he call you?
1: Yes, on <555 0177>.

1: So I go to {Gate 14} at {05:40}, and the code for the locker is <9081>?
0: That's right, and the locker is {number 33}.

0: The code to open the parcel locker was texted to you. It's at {Elm Street station}.
1: Yeah, <three three nine one oh two>, it doesn't open {box seven}.

1: My wifi key is <tango7-kilo-LEMON>, it's on the sticker next to the model, {VMG 3925}.
0: Thanks, and what speed do you get?
1: {Eleven megabits}, I pay for {eighty}.

0: One-time passcode?
1: <Eight one, five five, three oh>.
0: Thanks. Payment of {£81.55} is through, reference {815-B}.

0: The CVC, please?
1: <082>. And it's valid till {August 2026}.

1: I gave your colleague <Bilal> the card on {Tuesday} and he read it back as ending {four four four four}.
0: And is it the one in the name of Mrs. <T. Rosenqvist>?

1: No no, not {Lincoln Street}, I said <fifteen Lincoln Mews>, up past {the Co-op}.
0: And the name's <Abraham>, is it?

1: my husband ordered {six} metres of the {ashby} oak worktop {forty millimetre} thick
0: what name
1: same as the worktop <dorothy ashby-finch>

0: You're {caller number four} in the queue.
0: Hello, <Zbigniew> speaking.
1: Finally. My ticket is {#448-2019}. I've been charged {448 dollars}.

0: {Fairhaven Pharmacy}.
1: Repeat prescription for <Maud Ellerby-Singh>, {metformin 500}, {56} of them.
0: Date of birth?
1: <30th of the 9th, 1938>.

1: I take {two} in the morning, {five hundred milligrams}, since {the operation in 2011}.
0: Right, Mister <Castellanos-Whyte>. Do you still live on {the Marine Parade}?
1: Yes, <4c Marine Parade>.

0: My direct line is <020 7946 0365>, otherwise call {the main switchboard}.
1: Till what time?
0: {Six on weekdays}, {noon on Saturdays}.

1: ring <oh two nine two oh one eight oh four four six> that's my work in {cardiff}
0: and you said you've {twenty-nine} units of the {m four twenty}

1: I'd like to pay {$123.45}. Card's <3852 000002 3237>.
0: Thank you, the receipt number is {3852-77}.

1: The invoice says {net 30} and it's now day {45}.
0: Who's your contact with us?
1: <Solveig>, or before that Mr <Cash>.
0: Right, and you paid in {cash}?

0: So we've three reservations: <Hunter>, {7 p.m.}, <Baptiste>, {7:30}, and <Mbappé-Collins>, {8}.
1: Ours is the second, {four people}.

1: Hi, it's <Dawn Kessel>. The van came {at dawn}, like {half five}, and woke the whole of {Priory Road}.

1: the cheque number is {one zero zero three two} made out to <ruby halvorsen> for {nine hundred and ninety}
0: and it was a {ruby} ring wasn't it
1: with {two small diamonds}

0: Any other drivers on it?
1: My partner, <Tariq bin Yusof>, born <the eighth of January eighty-eight>, {nine years} no claims.
0: That brings it to {£688} a year.

1: So my login is <hvdberg1@example.net> and the plan is {Office 365}, {five seats}.
0: And you're on {build 16.0.17328}?

0: Can I just check, is it <Caitlin> with a C or a K?
1: With a K and a Y, <K A I T L Y N>. The dress is a {size twelve}, item {KT-12}.

0: Can I take the long number across the front of the card, please?
1: Sure, it's <four one double one, then one one one one, then four more ones and another four ones>.
0: Lovely, so that one ends in {one one one one} and the refund of {thirty-four pounds eleven} goes back to it.

1: yeah hi <will mossop> here i was told that {someone will ring} me back by the {twelfth of may} and nobody did
0: i'm sorry about that {will that be} about the fridge freezer the {kx four eighteen}

0: And who signed for the parcel, do you know?
1: The card says it was signed for by <Hope> at <number 14> at {11:42}, and {I hope you're} going to tell me she's real, because I don't know a soul called that.

0: What's the {sixteen digit} number please?
1: It's only got {fifteen}. <Three seven eight two, eight two two four six three, one oh oh oh five>.
0: Ah, that'll be an {American Express}, that's fine. So one payment of {three hundred seventy-eight dollars and eighty-two cents} today.

1: My surname is <Null>, <N-U-L-L>, and I swear every time I fill in your form it says {null value error} and drops me out on {step 3 of 5}.

0: okay and the date of birth on the account
1: <four four eighty four>
0: thank you and the tariff is {four point four eight pence} for the {first eighty four days}

1: I {bank with Chase} but my son set it up, <Chase,> he's away until {August}.
0: And {August is} the first month of billing, so there's {nothing to chase} just yet.

0: Could you spell the email for me?
1: it's <q for queenie u e n t i n underscore zero seven at example dot org> and {the underscore is the one on the shift key}

1: I've been on this tablet since {March the third}, {40 milligrams twice a day}, and Dr. <Szczepański> said to bring it down to {20}.
0: Right, and can I have your date of birth? <Third of March sixty-one>, is it?

0: What mobile shall we text the code to?
1: <oh seven seven double oh>
0: yep
1: <nine double oh four six one>, no hang on, <six seven one>

1: The order number is {4242-4242-07} and you charged the card {ending 4242}, which is confusing enough, and the whole number is <4242 4242 4242 4242>.

0: I'll need the house number and the street.
1: There's no number, love, it's just <Foxglove Cottage, Back Lane>, you turn off the {A46} after the {second roundabout}.

1: one one one
0: Sorry, is that the flat number, or did you want the {NHS one one one service}?
1: No, I live at <one one one Tithe Barn Way>. I already rang the service at {half past one}.

0: For security, the last four of your social?
1: I'll give you the whole thing, it's <triple zero, one two, three four five six>.
0: Thank you. Your adjusted gross from {line eleven} of the {ten forty} is what they're questioning, for tax year {twenty twenty-three}.

1: My password was <Wednesday, capital W, exclamation mark on the end>, and {on Wednesday it} just stopped working after the version {11.4.2} update.

0: thanks for calling {wells fargo} this is <precious> how can i help
1: hi i've got a {precious metals fund} with you and it fell {six and a quarter percent} since {january}

1: The name on the booking is wrong. It says <Mark>, it should be <Marc> with a C, and there's {a mark on the paper ticket} over the date, {9 June}.

0: And the {three digits} on the back?
1: <nine one one>
0: Ha, that's an easy one. Total is {nine hundred eleven dollars even}.

1: I drive a {Porsche 911}, a {2011}, and my plate's not the issue, it's the named driver, she's down as <Mercedes,> and I don't {own a Mercedes} so that's my wife.

0: Which flat is the leak in?
1: It's coming from <2/1, 58 Garscadden Terrace>, into <1/1 below>, since about {2 in the morning}, maybe {3 litres an hour}.

1: so the national insurance number is <q q twelve thirty four fifty six c for charlie>
0: and the form you have there is that the {p forty five} or the {p sixty}

0: I've got a <Thursday Adeyemi-Quist> down as the second account holder, is that a real first name or a typo for the {appointment day}?
1: No, that's her name. The appointment is {Thursday the nineteenth}, though, so I see the confusion.

1: Account's <zero zero zero one two three four seven>, and before you ask, I paid {one hundred and twenty-three pounds forty-seven} {on the first}.

1: The meter says {zero four seven one one point three}, the digital bit is red.
0: And the account number at the top of your {bill}?
1: <zero four seven double one, three nine two eight>

0: You're through to {EDF}, my name's <Siobhán>, that's <S I O B H A N>, can I call you by your first name?
1: Course. <Bill>. And it's about {my bill}, funnily enough, {a hundred and ninety quid} for {February}.

1: <five five five five, five five five five, five five five five, four four four four>, I know, it sounds made up
0: Expiry's fine to leave, I only need the order, is it {five five five dash four four}?

1: Ask for me on {extension 5550}, or ring my direct line, <202-555-0155>, any time after {5:55.}

0: What was your mother's maiden name?
1: <Bristol>. Like the city. We're from {Bath}, actually.

1: can you put me through to the lady i had before i think it was <xochitl> or something like <so cheel> she gave me reference {x o four four nine}

0: Was it the branch on {Baker Street} or the one on {Marsh Wall}?
1: Baker Street, number 9. Well, I work there. I live at <221C Baker Street Mansions>.

1: My PIN was <1984> and I know, {the book}, everyone says it, but I was also born in <'84, on the eighth of November>.

0: We founded the scheme in {1984}, and the current rate is {19.84 percent APR}.
1: And my memorable date? It's the wife's birthday, <the 19th of the 8th, '84>.

0: could you verify the email on file
1: it's <info then the number four and the letter u at example dot net> no spaces
0: got it and i can see info four you is the plan name too at {twelve ninety nine a month}

1: <Grace> is the account holder. I'm her carer. You gave her a {grace period of fourteen days} and now there's a late fee of {$14}.

0: Please read out the IMEI and the number on the SIM. Actually, just the model.
1: It's an {SM-G991B, slash DS}. The phone number's <07700 900991>, which is nearly the same.

1: I rang the number on your website, {oh eight hundred something}, and I was told to {press four, then two, then hash}, and key in my PIN, which is <four two nine oh>.

0: Who do I put as the beneficiary?
1: My partner. <Þórdís Ásgeirsdóttir>. Just put it without the funny letters, <Thordis> with a T H.
0: And she gets {a hundred percent}, not {sixty-forty}?

1: The delivery's from {IKEA}, {three boxes}, {ninety by two hundred centimetres}, and it needs to go to <Apartment 4F, 900 Larkmoor Avenue>, not to suite four of the building next door.

0: So you're flying {Lufthansa four one one} on {the eleventh of the first}, gate opens at {eleven eleven}.
1: And I was born on <the eleventh of the first seventy-one>, so it's my birthday.

1: my card's a {discover} <sixty eleven triple zero nine ninety ninety one thirty nine forty> no sorry back up it's <six oh one one zero zero zero nine nine zero one three nine four two four>

0: {to be frank} mister <ferrante> <frank dillow> the engineer has looked at it and it's the {compressor} not the fan

1: {I drew up} a list. <Drew>, that's my brother, {drew the rest} of it, there's about {35 items}, {£2,750} all in.

0: Thank you, and a contact number for the claims handler?
1: <Plus four four, twenty, seven nine four six, oh five eight eight>. The claim reference is {CL oh five double eight}.

1: The kid's birthday is Leap Day, <29 Feb 2016>, so the system says {invalid date} in every year but {2020} and {2024}.

0: I see <Virginia> on the lease, is that a person or where the property is?
1: A person. The property's in {West Virginia}, in {Charleston}, and <Charlotte>'s the co-signer, not the city.

1: I've had a text with a code, do you want it? It's G dash <three oh nine one one four>.
0: You really shouldn't read those out, but okay. It expires in {three hundred and nine seconds} anyway, and we never ask twice.

1: This is Major <Tom>, well, Major <Thomasina Achterberg>, I'm in the army, it's not {the song}.
0: {No major problem}, ma'am. Your balance is minus {£61.07}.

0: Which department did you speak to, sir?
1: <Rose> in {Lost Property}. Then {the fare rose} to {eighty-six fifty} while I was on hold for {twenty-six minutes}.

1: email's mine and my husband's together so it's j and p all one word like <jandp dot okafor plus council at example dot com>, we get about {30 of your letters a year}

0: What's the delivery address?
1: <One Hundred and One Dalmeny Rise>, no dogs, I've heard all the jokes, {top floor}, it's <flat D for dog> though.

1: I want {a hundred and one red roses} and one white, going to the {Savoy} on {the Strand}, for {Valentine's}, card to read, to my darling <Wolfgang>.

0: Can you confirm the {last two payments}?
1: {Four thousand one hundred eleven}, and {eleven hundred eleven even}. On the {Visa}, <4111111111111111>.

1: So I'm <Tuan>, my mother's <Nguyen Thi Bich Ngoc>, and it's her {Medicare} that's been stopped since the {1st of the month}, part B, {one seventy-four seventy}.

0: So the tracking is {1Z 999 AA1 01 2345 6784}, does that match your slip?
1: It does. It says left with neighbour, <Ptolemy>, at <8 Cinder Hill>.

1: I live on Fifth Avenue, the one in {Selly Oak} not {New York}, and the bus stop is outside <sixteen Fifth Avenue>, which is my house.

1: they've double charged me at {saks fifth avenue} {two hundred and twelve dollars} and then {two hundred and twenty one}
0: and your callback number
1: <two one two five five five oh one two one>

0: Security question. What was the name of your first pet?
1: Do you want the answer or the password? The password's <lasagne seven seven>, all small.
0: Neither, ideally. The ready meal recall, is it the {beef lasagne}, {400 grams}, best before {7 July}?

1: My social's <666-12-3456>, and please don't laugh.
0: I wouldn't. Your case is {666-A, sub 12}, and the hearing's {3/4 at 10:30} in {Room 56}.

0: Is it <Jean> who called in the fault?
1: <Gene>, with a G. He was returning a {pair of jeans} at the same time, {thirty-two thirty-four}, {Levi's five oh one}.

1: I've got two numbers for me. Home is <020 7946 0018> and work is the same with a <two nine at the end> instead.
0: And when's best, {18:00 to 20:00}, or is {9 to 12} easier?

0: thank you for holding is that miss <april showers>
1: yes really that's me and i'm ringing because the {april offer} the {electric shower} {nine point five kilowatts} hasn't arrived

1: The payroll number is on the slip but what you want is the account, that's <three one nine two six, dash, eight one nine>, at {Lloyds}.
0: Thanks. And the net pay on that slip, {three thousand one hundred ninety-two pounds sixty}?

0: Okay, please read the number back {in fours}.
1: <Fifty-one oh five, ten fifty-one, oh five ten, fifty-one hundred>.
0: And the amount you're disputing is {fifty-one hundred dollars}, at {ten fifty-one in the morning}.

1: My sister, <Victoria,> picked me {up at Victoria} and we took {the Victoria line}, and I left my bag, a blue {Samsonite}, {55 by 40 by 20}.

0: And how do you spell your last name, ma'am?
1: <N as in nancy, g, double u as in, no, W as in whiskey, E, N, Y, A>. <Ngwenya>.
0: Perfect. And your confirmation is {W as in whiskey, four, nine, Y as in yankee}.

1: Sure, {I can sue}. But <Sue> can't, she's only the tenant's guarantor, and the deposit's {nine fifty}.

0: I'm just going to pass you to <Pat> {in Payments}, she'll go through the {pat testing certificate} with you.
1: Is that the one that runs out on {the 31st}?

1: So my router's admin password, it's printed on the bottom, is <tango 7 hash kilo kilo 2 lowercase x>, and the model is the {VMDG505}.
0: And is it firmware {9.1.116} or the older {9.1.88}?

0: What's the reference on the letter?
1: {P C N slash zero one slash nine nine four three two}. And I'm at <12b>, no, sorry, they renumbered, <14b Saltmarsh Quay>.

1: I'm ringing for my dad he's ninety-one he was born the year of {the abdication} no the year before, so <nineteen thirty-five, the ninth of the twelfth>

0: And is the card a {Visa} or a {Mastercard}?
1: {Mastercard}, but it {starts with a two}, the new kind: <2223 0031 2200 3222>, twelve twenty-seven on the front.

1: I'm <Faith>. I placed the order {in good faith}, order {double oh seven seven double oh nine}, {three units} at {sixty-four ninety-nine}.

0: where should the smart meter man come
1: <twenty two twenty two mill street> it's a double number i know {between eight and twelve} please

1: It happened on {the corner of Mill Street and Twenty-Second}, around {twenty-two twenty}, a {UPS} truck clipped my mirror.
0: Any witnesses?
1: A guy <named Art.> He runs {the art supply place}. <Five five five, oh one nine four>.

0: You have {one hundred and forty loyalty points}, Ms. <Lee>. Sorry, is it <Li>, as in <L I>?

1: You can use my work one, first initial surname, so <r underscore vandermeer, at example dot com>. Or the old one, <rvdm1979@example.net>.
0: I'll send form {1979-R} to the first of those within {48 hours}.

0: How many kilowatt hours does it show?
1: {zero two zero seven nine four six}
0: and the phone number we'd get you on
1: that's funny it's <zero two zero seven nine four six> as well then <zero one two zero>

1: My ex, <Angel,> moved to {Los Angeles}, and the phone contract is still in my name, plan's called {Angel Plus} I think.

0: Which two characters from the memorable word? I need {the second and the fifth}.
1: I'll just say it, it's <Marmalade>. With a capital.
0: Please don't say the full word next time. You've also got a case of {marmalade}, {twelve jars} at {three twenty each}.

1: I need to cancel <Chandrasekharan>'s appointment, that's my husband, on {Monday the sixteenth} at {ten past nine} in {Cardiology}.
0: Is that with Mr. <Sharp> or with Nurse <Bold-Etxeberria>?

1: {ten sharp} they said and it's {ten past eleven} and my grandmother <jaswant kaur> is still sitting at the {discharge lounge}

0: I just need the number for the prepaid, it's {nineteen digits} on some of them.
1: This one's {sixteen}. <Forty, twelve, then eighty-eight eighty-eight, eighty-eight eighty-eight, eighteen eighty-one>.
0: And the hotel is the {Eighteen Eighty-One}, on {Canton Road} in {Hong Kong}, for {eighty-eight dollars} deposit.

1: I was {born in Jordan} and my name's <Jordan,> and I've ordered the {Jordan 1s} in a {size eleven}, so don't mix that up.

0: Is that an account with us from before the merger?
1: Before {2010,} yes. Old account was just six digits, <201007>. The new one is <4471 0020 10>.

1: The engineer, <Ødegård>, well he said call him <Odie>, fitted a part {one one seven oh six dash C} and it broke again on {day three}.

1: The NI number's <QQ 12 34 56 C>, the passport I don't have on me.
0: That's fine. Your {UC50} form was received on {12/3} and the award is {£456.12} per month.

0: thank you for calling {jack wills} this is <jack penhale> speaking
1: oh hi <jack> um {will you be able} to exchange a hoodie it's a medium {thirty eight inch chest} and i want the large

1: I want to complain about an agent, I only got the name <Summer>, and you people have been saying by {the end of summer} since {spring}.

0: And where did you leave the {hire car}?
1: Outside <77>, sorry, <seventy-nine Rue des Lilas>, opposite a {Carrefour}, {forty-one thousand and six kilometres} on the clock.

1: Kommt drauf an, sorry, my German. Deliver to <Lindenstraße 9> in {Köln}, that is where my mother <Hannelore> lives, not to the depot on {Industriestraße}.

0: Your one-time passcode, please?
1: <twenty twenty-four sixteen>
0: That worked. So for the year {twenty twenty-four}, {box sixteen} is blank on your {W-2}.

1: {Diners Club}. <Three oh five six, nine three oh nine oh two, five nine oh four>. It is {fourteen}, nobody believes me.

0: {Christian Aid}, good afternoon, <Christian Aboagye> speaking, how would you like to donate?
1: {Twenty a month}. I'm {not a Christian}, mind. Gift aid, yes, at {25 percent}.

1: I can't remember if I gave you the landline, it's <oh one six three two, nine six oh, double seven four>.
0: We had that. The outage ticket is {one six three two nine six}, and it's the whole exchange, about {nine hundred and sixty lines}.

0: And the cheque is made out to?
1: Cash. No, really, my name, it's <Johnny Cash>, with a Y, he'd be my great-uncle if it was true. Don't put it {through as cash}, like last time, for {500}.

1: <Penny>. {Not a penny more} than {sixty-five, I} said to him, and he wrote {one thousand sixty-five}.

0: The address I hold is plot 7, phase 2, that's the developer's. Do you have the postal one yet?
1: Yes, it's the <Old Rectory Annexe, 7a Church Walk>, but on satnav it comes out as {Church Street}, which is in {Ely}.

1: i never signed up for that it says login mo dash farooq dash ninety four and the mail is <mo hyphen farooq ninety four at example dot com> and i'm paying {ninety four pence a day}

0: For the credit check, any other names you've been known by?
1: Born <Baptiste>, then <Wu> when I married, and I go by <Bao, B A O>. Before {1998} it was spelled <Bow,> like {Bow Street}.

1: My number is <nine eight seven, sixty-five, forty-three twenty-one>. That's the social. The case is {eighty-seven sixty-five}.

0: Can I have {the first line} of the address?
1: <Number nine>.
0: And the street?
1: <Quarry Bank Close>. It's off {the High Street}, by the {Nationwide}, about {two hundred yards}.

1: <Olive,> my boss, bought {olive oil}, {two five litre tins}, and the invoice came to {Olive Garden}, the restaurant, on account <eight eight one two two oh>.

0: Is it all right if I leave a voicemail?
1: Yes, but not the office, use area code <three one two, then triple five, oh one hundred>.
0: Three one two, got it. So {triple A} roadside, {one hundred miles} towing, renewal on the {first of Oct}.

0: Could you confirm the IP the camera shows and the password?
1: The box just says <admin admin>, that's the login and the password both. The camera is a {C210}, {3 megapixels}.

1: <Dawn>'s my supervisor, and the lorry {left at dawn}, {twenty-six pallets}, {bay nineteen}, for {Tesco} in {Goole}.

0: and the security code on the front of the {amex}
1: <seven three seven four> wait i misread it it's tiny <seven three seven three>

1: I fly with {Finnair} out of {Oulu}, seat {14A}, and the name should be <Väinämö Ylä-Outinen>, the dots are missing so security stopped me for {50 minutes}.

0: Which of the boys is it for, Mrs. <Tran>?
1: The little one, <Ocean>, {he's five}, he turns six on the second, that's <the second of Jan twenty nineteen>, for the {MMR}, {dose two}.

1: I called your {fraud line}, {the number on the back of the card}, and a man called <Constantine>, he said he's from {Visa}, wanted me to move {nine thousand nine hundred}.
0: Did you give him anything?
1: Only the PIN, <one three three seven>, and he had the card already, <four two two two and then all twos to the end>.

0: Welcome back. For Accounts say accounts, or {press one}. For anything else, stay on the line.
1: Accounts. Er, <one nine four four eight eight two>, that's my customer account, and I need {invoice one nine four five}.

0: {May I speak} with <May?>
1: {She may be} in the garden, she'll be back for {the May statement}, you said {three hundred and five owed}.

1: The JCB card, it's not {a digger}, it's <thirty-five thirty, one one one three, three three three oh, and four zeros>.
0: And the digger is the {JCB 8008}, hire rate {thirty-five thirty an hour}?

0: All correspondence to care of?
1: Care of <Sunday Oyelaran>, <Unit 3, rear of 210 Cobden Parade>, deliveries {Sunday to Thursday} only.

1: Hi it's me again, <Lloyd,> no, not from Lloyds, I {bank with Lloyds}, <Lloyd's> the name, like the insurance market, policy renews {30 September} at {£418.20}.

0: Thanks, Ms. <Yıldız>, and can I take the username for the portal?
1: That's just my email, <a dot yildiz, that's with normal i's, at, and then example dot org>. The temp password was <Kestrel-0920>, it expired on {09/20}.

1: <Chip Renquist> is the name, and {the chip on my card}'s gone, so I used contactless at {Chipotle}, {eleven sixty-two}, twice.

0: I'm seeing a balance brought forward, were you the tenant from {the second of the fourth}?
1: Moved in {on the fourth}, yeah. I'm <Noor>, he's <Wystan>, date of birth for me <two four ninety-four>, for him same day but <ninety-two>.

1: Reservation for <Robin,> I'm a he, at {the Robin Hood} in {Nottingham}, booking code {RBN 0104}, arriving {01/04}.

0: Right, what did the lady at the depot call herself?
1: <Dee>, or just the letter D maybe. She said container {MSKU 907032 3}, {twenty-four tonnes}, was on a lay-by off the {A14} near {Felixstowe}.

1: it's {maestro} so it's <six seven five nine six four nine eight>
0: mhm {eight digits so far}
1: <two six four three eight four five three> and it's the joint one with <eilidh>
`
  .trim()
  .split('\n\n');

/** Sentences with personal data, each marked with what it is; what was asked before is before `>>`. */
export const SENSITIVE = `
My card number is <CREDIT_DEBIT_NUMBER: 4111 1111 1111 1111>.
It's <CREDIT_DEBIT_NUMBER: four one one one, one one one one, one one one one, one one one one>.
The number on the front is <CREDIT_DEBIT_NUMBER: 5500-0000-0000-0004> and it expires <CREDIT_DEBIT_EXPIRY: 04/27>.
Sure, the card is <CREDIT_DEBIT_NUMBER: 3782 822463 10005>, expiration <CREDIT_DEBIT_EXPIRY: oh nine twenty eight>, and the security code is <CREDIT_DEBIT_CVV: 7315>.
The CVV is <CREDIT_DEBIT_CVV: 123>.
You can reach me at <PHONE: 555-234-9876>.
My number is <PHONE: (415) 555-0132>, that's my cell.
Call me back on <PHONE: oh seven nine one one, one two three, four five six>.
My mobile is <PHONE: 07700 900 461>.
It's <PHONE: plus four four seven seven double oh nine double oh one two three>.
My phone number is <PHONE: 5 5 5 0 1 4 2 6 7 8>.
My email is <EMAIL: jane.doe@example.com>.
You can send it to <EMAIL: jane dot doe at example dot com>.
It's <EMAIL: mark underscore lewis 88 at gmail dot com>.
My social is <SSN: 078-05-1120>.
The last four of my social are <SSN: 1120>.
My social security number is <SSN: zero seven eight, zero five, one one two zero>.
The routing number is <BANK_ROUTING: 021000021> and the account number is <BANK_ACCOUNT_NUMBER: 000123456789>.
My sort code is <BANK_ROUTING: 20-00-00> and my account number is <BANK_ACCOUNT_NUMBER: 55779911>.
My PIN is <PIN: 4 8 1 6>.
The password is <PASSWORD: Bluebird7>.
I live at <ADDRESS: 42 Maple Street>, Springfield.
My address is <ADDRESS: 1600 Pennsylvania Avenue Northwest, Washington, DC 20500>.
Send it to <ADDRESS: 221B Baker Street> please, postcode <ADDRESS: NW1 6XE>.
My zip code is <ADDRESS: 90210>.
My date of birth is <DATE_TIME: March 4th, 1985>.
I was born on <DATE_TIME: the twelfth of June nineteen seventy-one>.
My name is <NAME: Priya Raghunathan>.
This is <NAME: Brenda> calling about my June invoice.
Thanks, <NAME: Laura>.
Can I speak to Mrs <NAME: Patterson>, please?
I spoke with <NAME: Kevin Brooks> on Tuesday.
Hi <NAME: Tom>, how can I help?
My username is <USERNAME: jdoe42>.
My account number is <ACCOUNT_NUMBER: 4471 9920 31>.
My member ID is <ACCOUNT_NUMBER: W 2 2 0 1 5 5 9 3>.
My wife <NAME: Linda> is on the account as well.
Go to <URL: www.janesbakery.com> and you'll see it.
My IP address is <IP_ADDRESS: 192.168.14.22>.
It's <NAME: S-M-I-T-H>, without an E.
Thank you for calling Liberty Mutual, this is <NAME: Daniel>.
Yes, it's <CREDIT_DEBIT_NUMBER: 4929 1234 5678 9019>.
Okay so that's <CREDIT_DEBIT_NUMBER: five four double five, seven two three one, zero zero nine nine, four four one zero>.
It expires <CREDIT_DEBIT_EXPIRY: zero six slash twenty nine> and the three digits on the back are <CREDIT_DEBIT_CVV: 9 0 4>.
My security code is <CREDIT_DEBIT_CVV: 482>.
My home phone is <PHONE: 212 555 0187>.
You can text me at <PHONE: 650.555.0199>.
The best number is <PHONE: six one nine, five five five, oh one one four>.
It's a UK number, <PHONE: 020 7946 0958>.
Please dial <PHONE: +44 20 7946 0321>.
I'm at <PHONE: five five five, two three four, nine eight seven six>.
Email me at <EMAIL: r.okafor@northmail.co.uk>.
That's <EMAIL: peter at yahoo dot co dot uk>.
My email address is <EMAIL: lisa marie 1979 at hotmail dot com>.
It's <EMAIL: t-brown@widgets.io>.
My Social Security number is <SSN: 219 09 9999>.
My tax ID, sorry, my social is <SSN: two one nine, oh nine, nine nine nine nine>.
My checking account number is <BANK_ACCOUNT_NUMBER: 7 3 3 1 0 0 4 5 2 2>.
Routing is <BANK_ROUTING: 1 2 2 1 0 5 1 5 5>.
The PIN I set up was <PIN: zero zero seven three>.
My password was <PASSWORD: Tr0ub4dor>.
We're at <ADDRESS: 18 Old Mill Lane>.
Ship it to <ADDRESS: 5521 North Lakeview Drive, Apartment 4B>.
I moved to <ADDRESS: nine hundred Fifth Avenue> last month.
The zip is <ADDRESS: 6 0 6 1 4>.
My postcode is <ADDRESS: M1 1AE>.
Date of birth, <DATE_TIME: 07/22/1990>.
It's <DATE_TIME: August the ninth, nineteen sixty>, that's my birthday.
I'm <NAME: Siobhan Kelly>, I called earlier.
You're speaking with <NAME: Marcus>, how can I help?
Okay <NAME: Deborah>, let me check that.
Is Mr. <NAME: Nakamura> available?
My husband, <NAME: Oluwaseun>, made the booking.
The account is under <NAME: Rebecca Stone>.
I'd like to thank <NAME: Angela> in billing, she was great.
My login is <USERNAME: blue_heron>.
My membership number is <ACCOUNT_NUMBER: 8 8 2 0 4 4 1>.
Customer number <ACCOUNT_NUMBER: 300451>.
My driver's license number is <DRIVER_ID: D123-4567-8901>.
My passport number is <PASSPORT_NUMBER: 533401372>.
Last name is <NAME: Fitzgerald>, first name <NAME: Owen>.
It's spelled <NAME: K-O-W-A-L-S-K-I>.
The IP is <IP_ADDRESS: 10.0.0.138>.
My website is <URL: https://sunnysidefarm.org/orders>.
And your name? >> <NAME: Chidinma Eze>.
Who am I speaking with? >> <NAME: Priyanka>.
What's your card number? >> Yeah, one sec. <CREDIT_DEBIT_NUMBER: 5425 2334 3010 9903>.
And the expiration date? >> <CREDIT_DEBIT_EXPIRY: Twelve twenty-five>.
Expiration date? >> <CREDIT_DEBIT_EXPIRY: 08/26>.
And the three digits on the back? >> <CREDIT_DEBIT_CVV: 552>.
Could you give me the last four of your social? >> <SSN: 1234>.
What's the address? >> <ADDRESS: 2201 Westlake Avenue, apartment 12>.
And your email? >> <EMAIL: sjones77@outlook.com>.
What's your email address? >> it's <EMAIL: kev dot marsh at outlook dot com>.
What's the account number? >> Okay, it's <ACCOUNT_NUMBER: 3321 4450 9>.
What's your member number? >> <ACCOUNT_NUMBER: M, four, four, seven, one, nine>.
I had a visit with Doctor <NAME: Hernandez> on January 4th.
My daughter <NAME: Zoe> uses the other line.
The policy holder is <NAME: Martin Delgado>.
You can put it under <NAME: Thompson>.
It should be under the last name <NAME: Abernathy>.
My boss, <NAME: Greg>, approved it.
Ask for <NAME: Natalie> when you come in.
Hello, this is <NAME: Wei Zhang>.
My SSN is <SSN: 123-45-6789>, and I live at <ADDRESS: 12 Elm Court, Boise, Idaho 83702>.
My address is <ADDRESS: one twenty three North Main Street>.
I'm at <ADDRESS: 77 Massachusetts Ave>.
It's <ADDRESS: P.O. Box 1142>.
My IP is <IP_ADDRESS: 172.16.254.1>, but the firmware is 1.16.2.4.
His username is <USERNAME: mike_t_83> and the password is <PASSWORD: Sunshine!44>.
The wifi password is <PASSWORD: maple-tree-22>.
The passcode is <PASSWORD: 992013>.
The verification code is <PASSWORD: 448120>.
My driver's license is <DRIVER_ID: S5301234>.
My license plate is <LICENSE_PLATE: 7ABC123>.
IBAN is <INTERNATIONAL_BANK_ACCOUNT_NUMBER: GB29 NWBK 6016 1331 9268 19>.
It's going to be <CREDIT_DEBIT_NUMBER: 4556 7375 8689 9855>, expiry <CREDIT_DEBIT_EXPIRY: 11/27>, CVV <CREDIT_DEBIT_CVV: 331>.
<CREDIT_DEBIT_NUMBER: Three seven one four, four nine six three, five three nine eight, four three one>, it's an Amex.
That's <CREDIT_DEBIT_NUMBER: 6011 0009 9013 9424> and it's good through <CREDIT_DEBIT_EXPIRY: May 2028>.
The back says <CREDIT_DEBIT_CVV: four one seven>, that's the security code.
It's <PHONE: nine one seven five five five oh one six three>, that's my cell.
My husband's cell is <PHONE: 203-555-0146>.
Call my work line at <PHONE: 1-800-555-0142 extension 33>.
You can ring us on <PHONE: 0161 496 0000>.
The mobile is <PHONE: oh seven seven double oh, nine hundred, one two three>.
Text <PHONE: 5551234567> when you arrive.
<PHONE: 617 555 0188> is the best number.
Leave a message at <PHONE: 555-0199>.
Send it to <EMAIL: m.alvarez_82@company-mail.org>, that's M A L.
Her email's <EMAIL: s dot whitfield at icloud dot com>.
I think it's <EMAIL: bigdog99 at aol dot com>.
You have it as <EMAIL: tara at tarasflowers dot net>, right?
my e-mail, it's <EMAIL: r u b y 2 1 at gmail dot com>.
Social is <SSN: three three one, five two, oh oh oh nine>.
The last four of my Social Security number is <SSN: seven seven one nine>.
My bank account is <BANK_ACCOUNT_NUMBER: 8830021745> and the routing is <BANK_ROUTING: 111000025>.
Account number <BANK_ACCOUNT_NUMBER: 12345678>, sort code <BANK_ROUTING: 60 83 71>.
My PIN is <PIN: double seven four nine>.
The gate code is <PIN: 2580>.
I set the password to <PASSWORD: Kestrel_2024>.
I live on <ADDRESS: 14 Rosewood Crescent, Leeds LS8 1AB>.
It's <ADDRESS: 3350 Northwest 72nd Avenue>, Miami.
The house is at <ADDRESS: eleven Willow Court>.
We're in zip code <ADDRESS: 33122>.
The post code is <ADDRESS: SW1A 2AA>.
Deliver it to <ADDRESS: Flat 3, 9 Albert Road, Bristol BS1 5TR>.
I was born on <DATE_TIME: 09/14/1968>.
DOB is <DATE_TIME: the third of November, 1992>.
My birthday is <DATE_TIME: February 28th, 1977>.
I'm <NAME: Fatima Al-Sayed>.
It's <NAME: Kwame> again, I called this morning.
You can call me <NAME: Beth>.
Could you put Dr. <NAME: Osei> on the line?
I'd like to speak to <NAME: Marianne> please.
<NAME: Jessica> told me to call back today.
I talked to a guy named <NAME: Raj>.
My mother, <NAME: Dolores Ibarra>, passed away and I'm handling her account.
The technician, <NAME: Luis>, was excellent.
Thanks so much, <NAME: Emily>, you've been great.
Bye, <NAME: Carlos>.
<NAME: Hannah>, can you hear me?
It's for <NAME: Jamal Washington>.
Mrs. <NAME: O'Connell> and Mr. <NAME: Van Dyke> are both on the lease.
My sister's name is <NAME: Xiomara>.
My user ID is <USERNAME: tgreen77>.
My customer number is <ACCOUNT_NUMBER: C-209-4471>.
The member ID on my card is <ACCOUNT_NUMBER: XYZ 880 112 334>.
My Medicare number is <ACCOUNT_NUMBER: 1EG4-TE5-MK73>.
Patient ID <ACCOUNT_NUMBER: 0092213>.
Perfect. Thanks again, <NAME: Sarah>. Have a great day!
I'm <NAME: Patricia Johnson>.
Let me write that down. It's <PHONE: 206 555 0139>, and ask for <NAME: Bernadette>.
I need to update my card, the new one is <CREDIT_DEBIT_NUMBER: 4012 8888 8888 1881>, it's good until <CREDIT_DEBIT_EXPIRY: 06/28>.
This is <NAME: Renee> from Blue Ridge Dental calling to confirm Mr. <NAME: Castellanos>' appointment.
The appointment is for <NAME: Yolanda Pruitt>, birth date <DATE_TIME: April 9, 1954>.
Yeah, hi, it's <NAME: Gus>. I'm calling about invoice 40092.
So, the name on the account's <NAME: Wilhelmina Hart>.
My last name's <NAME: Nguyen>. That's <NAME: N-G-U-Y-E-N>.
And the first name? >> <NAME: Bao>.
Okay, and how do you spell your last name? >> <NAME: K, R, A, U, S, S>.
My landlord <NAME: Phil> never answers.
My neighbor, Mrs. <NAME: Gupta>, signed for it.
I am <NAME: Theo>, the account holder's son.
It's under my husband's name, <NAME: Rodrigo Salazar>.
Let me transfer you to <NAME: Camille> in retention.
My kids <NAME: Olivia> and <NAME: Noah> both have phones on it.
I've already talked to <NAME: Steve>, <NAME: Monique>, and somebody named <NAME: Tariq>.
Yes this is <NAME: Donna>.
<NAME: Anil> here from the warranty team.
You can e-mail <EMAIL: claims dash west at harborline dot org>.
Use <EMAIL: accounts@blue-heron.ca> for the invoices.
My old email was <EMAIL: tinytim at msn dot com>.
Where should I send it? >> <ADDRESS: 808 Pine Bluff Road, Little Rock, Arkansas 72207>.
My new place is <ADDRESS: 410 West 24th Street, Apt 9C>.
I'm moving from <ADDRESS: 16 Juniper Way> to <ADDRESS: 2090 Eastlake Boulevard>.
ZIP? >> <ADDRESS: three oh three oh nine>.
What's the postcode there? >> <ADDRESS: EH8 9YL>.
What's the PIN? >> <PIN: 9 0 2 6>.
My online banking password is <PASSWORD: Poppy1984>.
My username's <USERNAME: drake.w>.
The code you just texted me is <PASSWORD: 773 014>.
I got a verification code, <PASSWORD: 20 91 44>.
The CVC on it is <CREDIT_DEBIT_CVV: 0 9 8>.
The routing number's <BANK_ROUTING: 0 5 3 0 0 0 1 9 6>.
It's a savings account, <BANK_ACCOUNT_NUMBER: 600 1200 3456>.
Social's <SSN: four oh nine, five two, two zero zero two>.
Mine is <SSN: 219-09-9999>.
My Aetna ID is <ACCOUNT_NUMBER: W1234 56789>.
My drivers license is <DRIVER_ID: H 2 5 5 9 2 0 1>.
Passport, it's <PASSPORT_NUMBER: L8937720>.
Plate number <LICENSE_PLATE: KLM 4821>.
The membership number? >> <ACCOUNT_NUMBER: 6006 4922 1188>.
Account? >> <ACCOUNT_NUMBER: 88 20 114 7>.
Phone? >> <PHONE: 440 555 0172>.
What number are you calling from? >> the 312 number, <PHONE: 312 555 0164>.
My fax is <PHONE: 845-555-0119>.
Reach me on <PHONE: +1 (646) 555-0190>.
I'm calling from <PHONE: 0113 496 0812>.
My landline's <PHONE: 01632 960 983>.
It's <PHONE: +353 85 012 3456>.
Okay, here goes. <CREDIT_DEBIT_NUMBER: Five one oh five, one oh five one, oh five one oh, five one oh oh>.
Card number's <CREDIT_DEBIT_NUMBER: 2223 0031 2200 3222>, expires <CREDIT_DEBIT_EXPIRY: January 2029>, code <CREDIT_DEBIT_CVV: 118>.
Expires in <CREDIT_DEBIT_EXPIRY: ten twenty-seven>.
The CVV's <CREDIT_DEBIT_CVV: 909>.
The little number on the back is <CREDIT_DEBIT_CVV: 2 1 5>.
Call my daughter at <PHONE: 904-555-0107>.
<PHONE: (503) 555 0150>. That's my number.
My mobile's <PHONE: oh seven four double six, one two three, nine eight seven>.
The number I'm calling from is <PHONE: 3 0 5 5 5 5 0 1 9 9>.
You guys called me on <PHONE: +61 2 5550 4321>.
Best contact is <PHONE: seven one eight, five five five, zero one five five>.
Email it over to <EMAIL: dwight.k@schrutefarms.biz>.
It's <EMAIL: maria dot lopez dot 1990 at gmail dot com>.
<EMAIL: hello at kestrelbooks dot co dot uk> is the email.
It's <EMAIL: nina hyphen patel at live dot co dot uk>.
Do you want the social? It's <SSN: 532-17-4008>.
Last four of the Social are <SSN: 4008>.
Okay, the checking account is <BANK_ACCOUNT_NUMBER: 0098 7744 213>.
Routing, <BANK_ROUTING: two six one, oh seven, one three one five>.
The pin number is <PIN: 1 1 9 3>.
Our alarm code is <PIN: 5561>#.
Password's <PASSWORD: tigerlily99>.
Address is <ADDRESS: 65 Harrow Road>, Wembley.
The package goes to <ADDRESS: 1187 Bluff Ridge Court, Unit 7>.
I live on <ADDRESS: 92nd Street>, actually.
We just moved to <ADDRESS: 4407 Saint Charles Avenue, New Orleans, Louisiana 70115>.
Zip code <ADDRESS: zero two one three nine>.
It's <ADDRESS: CB2 1TN>.
My birthday's <DATE_TIME: the 2nd of July 1984>.
Born <DATE_TIME: 11-05-2001>.
My dad, <NAME: Ernesto>, is eighty two.
Yes hello, <NAME: Gareth Pugh> speaking.
Hi, it's <NAME: Tamika>, I spoke to <NAME: Doug> yesterday.
Could you page Doctor <NAME: Feinstein>?
The nurse, <NAME: Abigail>, said it was fine.
Hey <NAME: Marcus>, it's <NAME: Will>.
My name is <NAME: April Summers>.
My name's <NAME: Mark>.
His name is <NAME: Hunter>.
Thanks <NAME: Grace>.
Good morning, Mr. <NAME: Abernathy>.
<NAME: Natasha>, could you hold for a second?
I'd like to add my son <NAME: Ethan> to the plan.
Who was it, <NAME: Brittany>? She was so helpful.
Okay, <NAME: Ravi>, I've sent that over.
This is <NAME: Anneliese> with Harbor Bank.
We'd put it in <NAME: Stephanie>'s name.
Booked under <NAME: Featherstone>.
The account number on my bill is <ACCOUNT_NUMBER: 900-441-22>.
My rewards number is <ACCOUNT_NUMBER: 6 0 0 7 7 1 2>.
Subscriber ID <ACCOUNT_NUMBER: ZGP 334 778 2>.
Group number <ACCOUNT_NUMBER: 00417>.
NHS number is <ACCOUNT_NUMBER: 943 476 5919>.
My national insurance number is <ACCOUNT_NUMBER: QQ 12 34 56 C>.
Driver's license number <DRIVER_ID: W 426 545 30 761>.
User name <USERNAME: sallyg_22>.
Login's <USERNAME: mferris>.
The server is at <IP_ADDRESS: 203.0.113.45>.
See <URL: https://www.facebook.com/jane.doe.92>.
My card? It's <CREDIT_DEBIT_NUMBER: 5111 1111 1111 1118>, exp <CREDIT_DEBIT_EXPIRY: 03/30>, <CREDIT_DEBIT_CVV: 774>.
Credit card number please? >> <CREDIT_DEBIT_NUMBER: 4000 0566 5566 5556>.
And the security code? >> <CREDIT_DEBIT_CVV: four four oh>.
When does it expire? >> <CREDIT_DEBIT_EXPIRY: September twenty twenty-seven>.
My cell phone number is <PHONE: 602-555-0149>.
It's <PHONE: nine oh eight, five five five, oh one seven seven>.
You can call me on <PHONE: 0208 946 0017>.
Best number? >> <PHONE: 720 555 0136>.
My e-mail's <EMAIL: omar.haddad@fastpost.net>.
Email address? >> <EMAIL: lucy dot tran at outlook dot com>.
<EMAIL: the.real.kev@gmail.com>, all one word.
The Social is <SSN: six oh one, twelve, three four five six>.
Last four of your social? >> <SSN: 3456>.
My bank account number is <BANK_ACCOUNT_NUMBER: 0045671239>.
And the routing number? >> <BANK_ROUTING: 122000661>.
My PIN's <PIN: 0419>.
The password I use is <PASSWORD: Gr33nTea>.
Mailing address? >> <ADDRESS: 509 Orchard Hill Drive, Columbus, Ohio 43215>.
We live at <ADDRESS: 27 Station Road>.
Send the check to <ADDRESS: PO Box 771>.
Zip? >> <ADDRESS: 78704>.
Date of birth? >> <DATE_TIME: June 21st, 1969>.
And your birthday? >> <DATE_TIME: 12/01/1988>.
My name is <NAME: Lorenzo Vitale>.
Your name, please? >> <NAME: Ingrid Sorensen>.
This is <NAME: Yusuf> from Keystone Plumbing.
I'm <NAME: Rosalind>, by the way.
Could I speak with <NAME: Preston Whitaker>?
Thank you, <NAME: Simone>.
Mr. <NAME: Delacroix> asked me to call.
My roommate <NAME: Keisha> paid last month.
It's under <NAME: Montgomery>.
I spoke with <NAME: Hector> in claims, then with <NAME: Paulina>.
Account number? >> <ACCOUNT_NUMBER: 7719 003 22>.
My membership ID is <ACCOUNT_NUMBER: VIP 3344 21>.
My medical record number is <ACCOUNT_NUMBER: 00448821>.
License number is <DRIVER_ID: D08954796203>.
My login is <USERNAME: rvaldez77>.
IP's <IP_ADDRESS: 192.168.1.254>.
Customer ID? >> <ACCOUNT_NUMBER: 99310442>.
My tax ID is <SSN: 12-3456789>.
Sort code <BANK_ROUTING: 11-22-33>.
The number's <PHONE: 1 800 555 0175>.
`
  .trim()
  .split('\n');

/** Sentences in which nothing is anybody's secret. */
export const HARMLESS = `
I paid $49.99 on May 3rd and got charged again on May 5th.
My order number is 884-2213.
The order is 112-4455667-8899001.
It's order 4471 9920.
April works for me, or maybe May or June.
Will you mark it as paid?
Mark the box that says yes, and it will go through.
I bank with Wells Fargo and I also have a Chase card.
I bought the iPhone 15 Pro at Best Buy for $1,199.
The Samsung Galaxy S24 has 256 gigabytes.
I've been waiting 45 minutes.
We need 3 chairs and 12 plates.
The appointment is at 3:30 p.m. on October 14th.
I'd like version 12.4.1 of the software.
It's the WH-1000XM4 headphones.
The balance is one thousand two hundred and thirty four dollars.
The flight is BA 2490 out of Heathrow.
I was looking at amazon dot com yesterday.
There were 2020 people and 1500 seats.
I've had it since 2015.
The tracking number is 1Z999AA10123456784.
We're in Charlotte and Austin now.
Grace period ends in ten days.
Rose colored glasses, or maybe Jade green.
Bill me in June and chase it up later.
My contract expires in 04/27.
Do I need a PIN for that?
I forgot my password, can you reset it?
My password is not working.
The error code is 404.
It's about 300 miles and takes five hours.
John Deere makes the tractor, I bought it at Lowe's.
Press 1 for sales or 2 for support.
That'll be four fifty, please.
Sunday through Thursday, nine to five.
The 2019 Honda Civic with 45,000 miles on it.
It was $1,250 and I paid two hundred and fifty dollars up front.
Your order #100-2234 shipped on July 8th.
Order number 5 5 0 1 9.
My invoice number is INV-20931.
The Kindle Paperwhite was 20 percent off.
I want the Jordan 4s in a size ten and a half.
Chase declined the charge in August.
Target and Walmart both have it for 39.99.
I will call back in March.
June is when the lease ends, not May.
Frankly, I don't care about Bill payments.
We flew Virgin Atlantic to Florence and then Sydney.
She works at Charles Schwab and he's at Morgan Stanley.
My Dell XPS 13 won't boot.
I need 6 bottles, 24 cans and 1 crate.
It's 72 degrees in here.
Arrives between 8 and 10 on the 14th.
The room rate is 189 dollars for 2 nights.
Can you do half past four on Monday the 3rd?
I pressed 4 and then 7.
It took 1 hour and 20 minutes.
We've been with you since January 2018.
The model is RT-AC68U and the firmware is 3.0.0.4.
I'm on Windows 11 and Office 365.
My subscription expires on 12/25.
The American Express card or the Capital One one?
Mark my words, this will come up again.
Hope that helps, and have a good Christmas.
I got an email from Disney about Mickey Mouse pajamas.
The confirmation number is 77120.
The serial number is C02XG2JHJG5H.
I have 3 kids and 2 dogs.
Thank you for calling Johnson and Johnson.
The store on Fifth Avenue is closed.
It's in Georgia, near Savannah.
About 1,500 people came in 1999.
Kelly Blue Book says it's worth eight thousand.
And the order number? >> 112 884 2213.
What's your reference? >> 77 4412.
How much did you pay? >> 1250.
When did you buy it? >> March 3rd, 2021.
How many do you need? >> 1500.
What model is it? >> WH1000XM5.
What's the model number? >> 5521 8834.
This is Comcast calling about your bill.
This is Wells Fargo customer service.
Thank you for calling American Express.
I work for Johnson Controls in Milwaukee.
My card was declined at Trader Joe's and Sam's Club.
I took it to Jiffy Lube and AutoZone.
I'm flying into San Jose from San Francisco.
We live in Jackson, Mississippi.
Is the Kate Spade bag still $180?
I love Ralph Lauren shirts.
The Mercedes dealer is on Main Street.
I saw it on Netflix and Disney Plus.
My Alexa won't talk to my Ring doorbell.
Rob a bank? No, just bill me.
Will that be all? May I help you?
May I have your zip?
Let's say the first of April, or the second week of May.
It was June 2022, no, August 2021.
You can mark June off, will you?
He'll sue if you grant it.
Guy Fawkes is a holiday? Mason jars are six for ten dollars.
Dawn dish soap and Tide pods.
Jack up the price again and I will leave.
I ordered a Grant Wood print.
Christian music station.
I need a two car garage on a quiet street.
A 30 day way to return it, or a 10 minute drive.
It's a 4 lane road.
We have 3 locations on Fifth Avenue.
The balance on the account is 4,471 dollars.
I've had the account since 1998.
My account has 2500 points.
My account shows 45.20 pending.
The account was opened in 2012.
I paid 1200 on my account.
I have 4 cards and 2 accounts.
My policy covers 100000.
My membership costs 1200 a year.
I called 3 times and waited 40 minutes.
My phone is 2 years old, I bought it for 800 dollars.
The phone costs 1299.
Call me in 20 minutes.
I called you on March 14th at 3:15.
Dial 911 or press 0.
The 401k is with Fidelity.
It's a 1099 form, or a W-2.
I'm on I-95 near exit 22.
Channel 1204 on Channel 4.
My flight is UA 1187 at gate B22.
The claim number is CLM-20934.
Case number 00481922.
I changed my password yesterday.
Your username or password is incorrect.
Type password in the box.
It's on Fifth Street, two blocks from the Walmart.
I owe $2,300.50, not $230.
They charged me nineteen ninety nine instead of nine ninety nine.
I want to order 12 of item 4471.
PO number 4500012873.
My tracking number is 9400 1000 0000 0000 0000 00.
The ticket number is 0062215589321.
Your confirmation code is QX7R2P.
Flight DL 2231 on December 22nd at 6:45 a.m.
The Ford F-150 or the Toyota Camry 2021?
I have a Whirlpool fridge, model WRF535SWHZ.
It runs Android 14.
Calvin Klein jeans, size 32 by 34.
The Charles Schwab office in Denver.
Marcus by Goldman Sachs has a better rate.
Ally Bank or Discover?
We stayed at the Hilton in Orlando for 5 nights.
Ford recalled it in April, I think.
Penny for your thoughts? Pat the screen twice.
The Jack Daniel's glass and the Dr Pepper shirt.
August is fine, May is better.
Amber alert on my phone, light is red.
Frank discussion about art.
It's a quarter past nine.
Ninety days same as cash.
About three hundred and fifty a month.
My order from June 5th hasn't come, order A-99120.
Between 1 and 2 million users.
Set it to channel 3 or 4.
Turn to page 1,024.
Is it Windows 10 or Windows 11?
The Victoria's Secret on Oxford Street.
I like Ben and Jerry's.
Harley Davidson of Dallas.
We use Salesforce and Oscar Health.
My Kindle says error 1072.
The Paris office, the London office, and Sydney.
She's in Georgia and I'm in Virginia.
Rich people problems.
Drew a blank there, sorry.
The Royal Bank of Scotland and Lloyds.
I got it from Macy's, not Kohl's.
Good morning, Citibank.
Hi, Verizon? My phone is dead.
Thanks, American Airlines.
Tesla Model 3, white.
Thank you, ma'am.
Spectrum, Cox and Comcast all said no.
Press star 69.
Our suite has 2 rooms and a view.
I need a number 10 envelope.
The rate went from 3.5 to 4.25 percent.
It happened at 5:15, then at 6:20.
Twenty twenty four was a bad year.
Since two thousand and eight.
The extension is 4471.
Jordan 1s and Stan Smiths.
Security word? >> Okay, let me think.
I spent four hundred and eighty dollars at Bed Bath and Beyond.
The Emma mattress was $899.
Yes, June 1st. Not July. June.
August at the earliest, April at the latest.
Will he come May 2nd?
Do you carry Mary Kay or Estee Lauder?
Levi's 501s, waist 34.
The St. Louis store and the San Antonio one.
My Lincoln needs four tires.
Morgan Stanley manages my 401k.
We bought it at Dick's Sporting Goods.
It's a Roy Rogers on the New Jersey Turnpike.
Raymond James sent me a form 1099.
Ashley Furniture said six to eight weeks.
Merry Christmas and Happy Easter.
Santa came early.
I want to fly to Victoria or Vancouver.
Is Bill pay free? I use bill pay.
Grace period of 15 days.
Carter's onesies size 12 months.
I've been with Virgin Media for 6 years.
Tyler, Texas. That's where the plant is.
Charlotte, North Carolina, Austin, Texas and Madison, Wisconsin.
The order total was 1,049.00, order 5567-2210.
Reservation HM4QXB for two adults.
Your case number is 2024-11872.
The part number is DA29-00020B.
Can I return item 88213-C?
I have 1200 points and 35000 miles.
It says error 0x80070057.
Room 1412, checking out on Sunday the 9th.
We're in unit 12, building 4.
I need 25 copies by 4 o'clock on Friday.
Our hours are 9 to 5:30.
My iPad Air 2 has 64 gigs.
Is the GoPro Hero 12 in stock?
It cost me fifteen hundred bucks.
I make about 52,000 a year.
I was quoted three twenty five a month.
They took two payments of 89.50.
The score was 21 to 17.
It's been one two three four days.
Can I pay half now, half on the 15th?
Thank you for calling Miller Hardware.
The Johnson account? No, I meant the Wilson Sporting Goods order.
I'm from Lancaster, near Philadelphia.
The Dean of students. Frankly no.
Hope to hear from you.
We do have Hazel and Jade in the Ivy collection.
I got charged $15 on the 6th, $15 on the 7th and $30 on the 9th.
It's forty five ninety nine plus tax.
That's three payments of nineteen ninety five.
My order number's W 4471 0092.
Order confirmation 7GH-22810.
Tracking 1Z 999 AA1 01 2345 6784.
It's a MacBook Pro 2019, 16 inch.
Part number 5304506471, from Frigidaire.
The Sony A7 III or the Canon R6.
Pick up is Saturday May 4th between 10 and noon.
March madness. April fools.
I signed up in the summer of 2017.
Two hundred fifty thousand dollars of coverage.
We have 1,842 employees in 14 states.
I need 8 by 10 prints, 24 of them.
Will do. Mark it down.
Will you bill me, or do I pay at Chase?
Rob, as in stealing.
Hope so. Faith in you guys.
Sue them? I might sue them.
The May statement and the June statement.
Isn't August too late?
Jack in the Box and Wendy's.
Dunkin Donuts, Chick-fil-A, Domino's.
J.P. Morgan or Goldman Sachs.
Johns Hopkins and the Mayo Clinic.
Mercedes Benz of Houston.
Kenneth Cole shoes, Michael Kors bag.
Barnes and Noble on Third Avenue.
We went to San Diego, then Santa Barbara.
St. Patrick's Day and Mother's Day.
My Roomba and my Alexa.
He's a Boston Celtics fan in Dallas.
Florence is lovely in the Spring.
Royal Caribbean, deck 9, cabin 9244.
United flight 448 to Denver.
Gate code? There's no gate code.
What's a routing number?
I lost my PIN and my card.
My email isn't working.
The phone number you gave me is wrong.
I don't have a social security number.
Is my address right?
They need two forms of ID.
My last bill was 1 9 8 dollars.
Set the thermostat to 68.
The temperature is 101.5.
I want number 4, large.
Version 2024.1.3 broke it.
He scored 2300 on it.
I weigh 180 pounds and I'm 5 foot 11.
It's been 6 weeks and 3 days.
Chapter 11, page 212.
Black Friday and Cyber Monday.
My son goes to Lincoln High.
Thanks, DoorDash.
I asked Siri, then Google.
Mr. Coffee machine, Mrs. Fields cookies.
Pat answer. Drew it myself.
Is Dave and Buster's open?
The Nguyen building on Pine.
Harry Potter tickets for the 21st.
It costs $24.95 a month for 12 months.
I'd like 3 tickets for July 19th.
My order number is KX-440-9913.
Order number? >> 55 01 27.
The confirmation? >> R7T9QX.
Flight AA 1093 leaves at 7:55.
I have the LG C3 and a PlayStation 5.
Will it mark the package as lost?
It closes in April or early May.
June 30th is a Sunday, isn't it?
I bank at Wells Fargo, not Chase.
Bank of America said no.
We stayed at the Marriott in San Diego.
Costco, Kroger and Aldi carry it.
Is Trader Joe's open until 9?
My Honda Accord has 88,000 miles.
It's model number 77-4410.
Serial number SN 0042 8819.
The invoice is for 2,480 dollars.
I need it by the 30th of November.
He owes me forty two fifty.
Call back in 15 minutes, okay?
The code on the coupon is SAVE20.
My apartment has 2 bedrooms.
The office is at the corner of Fifth and Main.
I live in Portland.
Microsoft Teams keeps crashing.
My Fitbit died in 2021.
Amazon Prime went up to 139.
Delta lost my bag.
I work at Kaiser Permanente.
The Eddie Bauer jacket, size medium.
Hunter green or olive?
Summer hours start June 10th.
Do you take Discover or American Express?
It's a 4K TV, 65 inches.
That's policy, sorry.
The password field is blank.
My account is locked since Tuesday.
Between 1995 and 2003.
I walk 10000 steps.
Press pound then 1.
Good afternoon, Northwind Energy.
You've reached Bright Dental.
Is this Verizon?
I meant Charlotte, the city.
Paris was nice. Florence too.
It's the Visa ending in 4242.
The policy number is HX 443 219.
The one ending in 8841, it's a Mastercard.
It's policy AU-5529018.
Do you have your policy number? >> PL-2219-884.
The card I have on file ends in 0087.
My debit card ending 3391 was stolen.
My claim number is 0 4 4 1 9 8 7.
It's the one that ends in 6670, right?
We have a Visa ending in 1142 on file.
I paid with the card ending in 7702.
The policy number? >> HO-3381-2207.
`
  .trim()
  .split('\n');

/** Sentences of calls that the phrases were written with. */
export const SEEN = {
  positive: `
Oh, that's wonderful, thank you so much.
It works now, you're a lifesaver.
You've been extremely helpful today.
I really appreciate you taking the time to explain that.
That was a lot easier than I expected.
Perfect, that's exactly what I needed.
The new router is fantastic, the speed is so much better.
I've been a customer for ten years and I've never had a bad experience.
Great news, your claim has been approved.
That would be great, thanks.
I love the new app, it's so simple to use.
The delivery came a day early, which was a nice surprise.
Your colleague was so patient with me.
I'm so glad I called.
Okay, awesome, I can see it on my screen now.
No complaints at all, everything has been smooth.
That's a huge relief.
I'll definitely recommend you to my friends.
We're thrilled with the kitchen.
It's not bad at all, I'm quite impressed.
You made my day.
Wow, that was fast.
The refund came through this morning, so thank you for sorting that out.
I couldn't be happier with the service.
Excellent, I'm glad we got that fixed for you.
Thanks a million, you've been great.
Yes, the internet is back up and it's working perfectly.
I'm very satisfied with the way you handled it.
Good news, I was able to waive the late fee for you.
Aw, that's so sweet of you.
It arrived in perfect condition.
You explained that really well, thank you.
The new mattress is so comfortable.
Brilliant service as always.
He fixed it in no time and even cleaned up after himself.
I'm really pleased with how quickly this was dealt with.
That's music to my ears.
Oh, fantastic, that's a lot less than I thought.
You've put my mind at ease.
Your website made it so easy to book.
I was expecting a long wait but you picked up right away.
The food was delicious and the staff were lovely.
Great, so I don't have to pay anything, that's good.
I've got nothing but praise for your technician.
Everything's perfect now.
I'm so happy I switched to you.
You went out of your way for me and I won't forget it.
We absolutely loved the cruise.
The kids are over the moon with it.
It's a great little phone.
That's the best news I've had all week.
You're very good at your job.
Nice, it's already showing in my account.
I'm impressed, that was quicker than last time.
Thank you, you've been really kind and patient with me.
It fits perfectly and it looks great.
Yes! It's finally working!
I just wanted to call and say your nurse was wonderful.
I'm pleased to say your refund has gone through.
It's running like new again.
I'd give you ten out of ten.
Fantastic, thank you for your help today.
That was way easier than I thought it would be.
You've been a great help, I really appreciate it.
I'm so relieved to hear that.
It's working beautifully now.
My new card came in two days, I was amazed.
I always have a good experience when I call you guys.
Great, that solves my problem.
I love that feature, it saves me so much time.
Your support team is awesome.
Thanks for being so patient with me.
We're really happy with the installation.
The driver was super friendly and right on time.
I must say I'm impressed.
Oh perfect, that's even cheaper than last year.
This is exactly why I stay with you.
I appreciate you going the extra mile.
The new system is a big improvement.
Good to know it's all taken care of.
It's been a smooth experience from start to finish.
Congratulations on your new home!
I'm happy to let you know the fee has been waived.
Yes, that's sorted it, thanks ever so much.
What a lovely thing to say, thank you.
He was polite, quick and very professional.
I feel much better now that we've talked.
I couldn't have asked for a better result.
It's great value for money.
You have no idea how much this means to me.
My husband is thrilled with the upgrade.
I just wanted to say a big thank you to Marcus.
She really knew her stuff.
That's super helpful, thanks.
It's a night and day difference.
Okay, that's a load off my mind.
Wonderful, I'll take it.
The upgrade was seamless.
You've made this so easy.
I got through on the first ring, which was great.
I'm thrilled to hear it's covered.
My order came exactly as described.
Everyone I've dealt with has been lovely.
That's awesome, I didn't expect a full refund.
He stayed late to make sure it was working, I can't fault him.
That's reassuring.
It's the best purchase I've made this year.
I'm glad that's over with, thanks for sorting it.
The picture is so crisp now.
I really enjoyed talking to you.
Good, I'm happy with that.
You were right, that did the trick.
The staff at your Denver branch are fantastic.
You've restored my faith in customer service.
I appreciate your honesty.
Hooray, it's back.
It was such a smooth process.
I'm really excited about the new house.
I'm pleased to confirm you've been upgraded at no extra cost.
That worked, you're a genius.
Very good, thank you very much indeed.
I'm so grateful, you have no idea.
That's perfect, let's book it.
The concert was incredible.
It's so much faster than my old laptop.
I have nothing but good things to say about your clinic.
Thanks, you've been more than fair.
You handled that beautifully.
Awesome, thank you!
I really like the new menu.
It was a pleasant surprise to get someone so quickly.
My kids had the time of their lives.
That's very generous of you.
It looks even better than in the pictures.
I'm feeling much more confident about it now.
Thanks to your team we made our flight.
The surgery went well and the nurses were angels.
You're doing a great job.
I'm loving it so far.
Good news, your car is ready early.
I'm delighted to tell you that you won the draw.
You've been so helpful, I really appreciate it.
Great, that fixed the problem.
I'm very happy with the service.
That's exactly what I was hoping for.
Thank you so much for your patience and your help.
Wonderful, I can't wait to try it.
The new plan is perfect for us.
I love how easy this was.
Everything works great now.
Excellent service, as always.
I'm glad we got that sorted out.
That's good news, thank you.
The installer did a fantastic job.
I'm so pleased with my purchase.
You were very patient with me, thank you.
This is the best support I've ever had.
I appreciate you fixing this so quickly.
Oh, what a relief.
It was a pleasure speaking with you.
I'm really impressed with the quality.
I'm happy to say your issue has been resolved.
Yes, perfect, that works for me.
Your staff were very friendly and professional.
I'll definitely be coming back.
Good, I'm glad to hear that.
That's fantastic, thank you for taking care of that.
The technician was great, very knowledgeable.
I'm really satisfied with how this turned out.
You made this whole process painless.
Oh good, I was hoping you'd say that.
The quality is amazing for the price.
My issue was resolved in five minutes, I couldn't believe it.
I've always had great service from you.
It arrived quickly and works perfectly.
Thanks, I really appreciate your help with this.
I'm thrilled with my new car.
That's so much better than before.
Everyone was so nice and helpful.
You've been wonderful, thank you.
It's nice to talk to someone who knows what they're doing.
Great, that's a big help.
I'm very grateful for everything you've done.
The hotel was beautiful and the staff were amazing.
We can offer you a full refund, and I've added a credit as an apology.
Good news, the part came in early.
I enjoyed the class a lot.
Perfect, that's all I needed.
You fixed it so fast, I'm amazed.
I'm really grateful for your help.
That's the nicest thing anyone's done for me all week.
Oh that's fantastic news.
I couldn't ask for better service.
It works perfectly now, thanks.
My mom loves her new phone.
You've been more than helpful.
I'm so happy with how the kitchen turned out.
The check-in process was quick and easy.
Great, thanks for clearing that up.
That's a weight off my mind.
I had a really good experience at your store.
The rep I talked to last time was excellent.
Thanks for getting back to me so quickly.
I appreciate your honesty, that means a lot.
It was the best trip of our lives.
I'm glad I called, you really helped me out.
Fantastic, that's sorted then.
We're pleased to let you know your application was successful.
I'm blown away by how good this is.
You have a wonderful team.
That's a great price, I'll take two.
Thanks, that clears everything up.
My order was perfect.
I'm really enjoying the service so far.
The new app is so much easier to use.
You've always treated me well.
I'm happy with that, thank you.
That was a really smooth transaction.
I can't believe how quickly you fixed that.
The pharmacist was so thoughtful.
Everything arrived in great shape.
It's a relief to finally talk to a real person.
You saved me a trip, thank you.
Wow, that's really generous.
I feel so much better after talking to you.
We're delighted to offer you the job.
You're in luck, we have one left.
I'm really glad I chose you guys.
Perfect timing, thank you so much.
The new chair is amazing, my back feels great.
You handled that like a pro.
That's such good news.
I had no trouble at all setting it up.
Honestly, I've never had such good service.
I can't thank your team enough.
Sweet, that's exactly what I wanted.
The refund hit my account already, that was fast.
Your driver went out of his way to help me.
Oh wonderful, I'll be right over to pick it up.
It's everything I hoped for.
The flight attendants were lovely.
I'm thrilled with the results.
I appreciate all your help today.
That really put my mind at ease.
Works like a charm.
I'd give you six stars if I could.
You've been incredibly patient with me.
I'm happy to confirm your upgrade, at no extra charge.
That's great.
That's good.
Great.
Perfect.
Excellent.
Awesome, thanks.
Lovely, thank you.
Thank you so much.
Thanks a lot.
Thanks for all your help.
I appreciate it.
I really appreciate that.
That's very kind.
That's helpful.
You're very helpful.
You've been a big help.
You're the best.
You're awesome.
You did a great job.
Well done.
I'm happy.
I'm very pleased.
I'm so glad.
I'm relieved.
I'm excited.
I'm delighted.
I love it.
I like it a lot.
It's beautiful.
It's wonderful.
It works.
It's working now.
It's fixed.
Problem solved.
That did it.
That worked.
That helps a lot.
That makes sense now.
That was easy.
That was quick.
It was worth the wait.
It's better than I expected.
It's a lot faster now.
It arrived on time.
It came early.
It fits perfectly.
The food was delicious.
The room was spotless.
The staff were friendly.
The service was excellent.
The agent was very patient.
She was so kind.
He went above and beyond.
They fixed it right away.
They handled everything.
Everything went smoothly.
Everything is perfect.
I have no complaints.
I would recommend you to anyone.
I'll tell all my friends.
I've never been happier.
I've been very happy with your service.
I'm impressed with how fast that was.
I can finally sleep at night.
Keep up the good work.
What a great experience.
Best decision I ever made.
Good news, it's been approved.
I'm happy to say it's ready.
Congratulations on the new baby.
You qualify for a discount.
I was able to get you a better rate.
We've waived the fee.
Your refund has been processed.
I'm so impressed.
I'm over the moon.
I'm really excited to start.
I'm very comfortable with that.
I'm satisfied.
I'm a big fan.
I'm all set, thank you so much.
I've had a wonderful time.
I've heard great things about you.
I've been very pleased.
I've got no problems at all.
I enjoyed it.
I feel great.
I feel good about this.
I can't complain.
I couldn't be more pleased.
I really like it.
I like your service.
I trust you guys.
I think that's wonderful.
I think you're great.
I'm lucky I got you.
I was pleasantly surprised.
I was so relieved.
I was treated very well.
You're a lifesaver.
You're amazing.
You're so nice.
You're very kind.
You've been great.
You've been really patient.
You've made it easy.
You've solved my problem.
You've got great prices.
You have the best customer service.
You did a fantastic job.
You explained it perfectly.
You guys are the best.
You made my day.
Your help means a lot.
Your team is fantastic.
Your app is so easy to use.
That's awesome.
That's amazing.
That's brilliant.
That's perfect.
That's wonderful news.
That's a good deal.
That's a great idea.
That's a big relief.
That's really good of you.
That's exactly right, thank you so much.
That's good to hear.
That's very thoughtful.
That's a lot better.
That fixed everything.
That would be wonderful.
That would help a lot.
That was fantastic.
That was painless.
It's great.
It's excellent.
It's very comfortable.
It's beautiful, I love it.
It's much faster.
It's so convenient.
It's a great product.
It's a huge improvement.
It's everything I wanted.
It's been great working with you.
It's been smooth sailing.
It's back to normal.
It's all working.
It's good to talk to a real person.
It looks amazing.
It looks great on me.
It runs like a dream.
It tastes amazing.
It turned out great.
It went well.
It was perfect.
It was fun.
It was so easy.
It was better than I hoped.
The delivery was fast.
The price was great.
The quality is excellent.
The view was stunning.
The team was amazing.
The setup was simple.
The class was really fun.
The doctor was wonderful with my son.
The driver was very polite.
The meal was excellent.
My order came quickly.
My kids love it.
My experience was great.
My internet is so much faster.
Everything looks good.
Everything is great.
Everyone was so friendly.
Thanks for being so kind.
Thanks for the quick response.
Thank you for listening.
Thank you, that's very kind of you.
Thank you for sorting this out.
Great job.
Great service.
Good job.
Nice work.
Very good.
So helpful.
Brilliant.
Wonderful.
Amazing.
Yay.
Yes, finally!
We love it here.
We had a great stay.
We're so happy.
We're very satisfied.
We've approved your request.
We've fixed the issue for you.
Happy to say you're approved.
I have great news for you.
You'll be happy to hear it's covered.
You get it for free.
`,
  neutral: `
Thank you for calling Northwind Energy, my name is Daniel, how can I help you?
Can I have your account number, please?
I'd like to check the status of my order.
Let me just pull up your account.
I understand your frustration, and I'll look into that right away.
I'm sorry to hear that, let me see what I can do.
Please hold while I transfer you to the billing department.
I need to change the address on my account.
My policy number is four four seven one nine.
Is there anything else I can help you with today?
The total comes to eighty four dollars and fifty cents.
Okay.
Yes, that's correct.
I moved last month, so I'd like to update my details.
Your appointment is scheduled for Monday between nine and twelve.
Could you spell that for me?
I apologize for the inconvenience.
Sure, go ahead.
How much does the premium plan cost?
I'm calling about an email I got yesterday.
You'll receive a confirmation within twenty four hours.
Do you have a problem with your connection at the moment?
I'd like to cancel my subscription, please.
It's a black leather bag with a silver zip.
For security, can you confirm your date of birth?
I'll put you on a brief hold.
Have you tried turning it off and on again?
Which branch do you usually go to?
If you have any issues, just give us a call.
I bought it online about two weeks ago.
Thank you, goodbye.
Let me check whether that's in stock.
We're open from eight to six, Monday to Friday.
The agreement runs until the end of March.
So you want to return the blue one and keep the grey one?
What's the best number to reach you at?
I can help you with that.
I'm going to send you a text message with a link.
Would you like me to email you the receipt?
May I place you on a brief hold while I look that up?
I'm calling on behalf of my mother.
We usually ship within two business days.
The store on Fifth Street closes at nine.
I'm going to read you a short disclosure.
Can you hear me all right?
I just need to ask you a few security questions.
Does the policy cover rental cars?
I'm returning a missed call from this number.
There are two options, standard and express.
I would like to add my wife as an authorized user.
Your current balance is three hundred and twelve dollars.
Okay, one second, I'm just grabbing a pen.
The reference number is on the top right of the letter.
I don't have that information in front of me.
It's due on the first of every month.
My name is spelled with a K.
Are you the account holder?
I'd like to report a change of address.
That's correct, the second of June.
I'll email you a copy of the contract.
If you're not happy with it, you can return it within thirty days.
What time does the technician usually arrive?
I've been a customer since two thousand and nine.
So I press the red button and wait for the light?
Your call is important to us.
We can offer you either a refund or an exchange.
I'm looking for a plan with unlimited data.
Let me read that back to you.
Which one would you recommend?
The warranty lasts two years from the date of purchase.
I'd prefer a morning appointment, if possible.
You should get an email from us shortly.
Sorry, could you repeat the last part?
No, I haven't tried that yet.
I'll be home after five.
Can I get your first and last name, please?
I'd like to know when my contract ends.
Please press one to confirm.
Your order is on its way and should arrive tomorrow.
I'm going to ask you to restart the router now.
The blue light should start blinking.
We'll need a copy of your driver's license.
I'm at work right now, so can you call me after six?
How do I reset my password?
I just have one more question.
There's a restocking fee of fifteen percent on opened items.
I'll go ahead and update that for you.
Is the charge showing as pending or posted?
I received a letter about my renewal.
Would Thursday morning work for you?
The card ending in four four two one.
Let me get my reading glasses.
I understand. And when did you first notice this?
Are there any fees if I close the account early?
You're speaking with the billing department.
Yes, I'm still here.
I need to add a driver to my policy.
It should say welcome at the top of the screen.
Let me see if my supervisor can approve that.
I've sent the form to the address you gave me.
We have a copy of the invoice on file.
Do you want to keep the same seat?
I'm not sure, let me ask my wife.
I'm sorry about the delay, I'm just waiting for the system to load.
Could you please verify the email address on file?
I'd like a table for four at seven thirty.
The flight leaves at ten past six from terminal two.
It's a two bedroom apartment on the third floor.
Okay, got it.
Bye now.
I'm trying to decide between the two models.
What does it say on the bottom of your bill?
We'll send someone out between one and five.
I had it serviced in April.
One of my neighbors told me about you.
You'll have to speak to the pharmacy about that.
It's for my son's birthday next week.
Did you get the email I sent?
I was wondering if you have that in a size ten.
Let me put in a request for you.
The office is closed on public holidays.
If the light turns red, unplug it and wait a minute.
I'd rather pay by check.
Your deductible is five hundred dollars.
We only ship within the United States.
How many people are in your party?
I don't remember my PIN.
I'm in the middle of moving, so things are a bit hectic.
Okay, and the zip code there?
I'll have to transfer you to our fraud team.
Did anyone witness the accident?
No, it's a different card.
I need it by Friday at the latest.
The plan covers dental and vision.
You can cancel any time with thirty days' notice.
My wife will be there to let them in.
Do you have a promo code?
Can you see if there's an earlier flight?
The total with tax is forty one ninety nine.
I believe it was purchased in two thousand nineteen.
Sure, what would you like to know?
We can waive the deposit if you pass a credit check.
I was told to call this number.
That model has been discontinued.
Just to confirm, you want two large pizzas and a salad?
What's the wait time right now?
I'll need you to sign page three.
The bus stops right outside the hotel.
Do you have any pets?
You'll hear a beep and then you can leave a message.
I can do Tuesday or Wednesday.
My previous address was in Ohio.
We close at noon on Saturdays.
I think the invoice number starts with a B.
There's parking behind the building.
How would you like to pay for that?
I'm just going to take some details from you.
Are you still at the same address?
The baby is due in November.
You need to be at least eighteen to rent a car.
I'd like to speak to someone in sales.
It's a one time fee.
I want to know if I can change my flight.
Is it okay if I call you back later?
We've scheduled your delivery for the ninth.
You were next in line.
I'm traveling next week so I won't need it.
It takes about ten minutes to set up.
The doctor will see you at three.
Please have your card ready.
I'm calling to ask about my bill.
What is your account number?
Let me check that for you.
I need to update my billing address.
Can you tell me your store hours?
My appointment is on Monday.
Please hold for a moment.
Thank you for calling, how may I assist you today?
I would like to speak with someone about my policy.
The delivery is scheduled for tomorrow between two and four.
I understand, let me look into that for you.
I apologize for any inconvenience this may have caused.
Do you accept credit cards?
It's a two year contract.
I have a question about my statement.
Yes, that is my current address.
I'll send you an email with the details.
My order number is four five six seven.
Could you hold on for a second?
The fee is twenty five dollars per month.
I'd like to schedule an appointment.
We offer several different plans.
I'm sorry to hear that you're having trouble with your service.
How can I reset my password?
Is there anything else I can do for you?
You can find that on our website.
I'm just returning your call.
Let me transfer you to the right department.
When does my contract expire?
Okay, thank you. Goodbye.
Can you give me the name on the account?
I'd like to make a reservation for Saturday.
Your tracking number will be emailed to you.
We're located next to the post office.
I moved recently and need to transfer my service.
What are the requirements for the loan?
I'm going to put you through to a specialist.
The password must be at least eight characters.
Did you want to add insurance to that?
My flight gets in at nine thirty.
You'll need to bring a photo ID.
Let me confirm your details.
I have two accounts with you.
How long will the repair take?
The technician will call you thirty minutes before arriving.
I'd like to exchange this for a larger size.
Do you offer a student discount?
The interest rate is four point five percent.
I think I left my jacket in the restaurant.
It's for two adults and one child.
I see you've been with us since twenty fifteen.
Okay, I've made a note of that.
Would you prefer email or text?
Could you tell me how much that would be?
I'm going to need your date of birth.
The store is open until eight tonight.
My son is the primary account holder.
I'd like to know what my options are.
You can return it to any of our locations.
Is that the same number you're calling from?
I'll be out of the country until the fifth.
Let me see if I can find your order.
The total is due within thirty days.
We have that in blue, black and white.
I got a text saying my package is on its way.
Press the power button for ten seconds.
Which card did you use for the purchase?
I'd like a copy of my last invoice.
I'm sorry for the wait, thanks for your patience.
It's a standard shipping fee.
Do I need to sign anything?
The account was opened in March.
I'm just calling to confirm my appointment.
There are about five people ahead of you.
What's the difference between the two?
I'd like to order a replacement card.
What's the name of the doctor you saw?
Your call may be monitored or recorded.
I'm calling to see if my prescription is ready.
You can bring up to two bags on board.
Is the price the same for both?
I need the number for technical support.
The offer ends on Sunday.
We'll need to verify your identity first.
Hold on, let me find my card.
Do I have to be home for the delivery?
My wife usually handles this.
The website says you're open until ten.
I'd like to speak with the pharmacy, please.
Can you repeat the last four digits?
I'm going to read the terms to you now.
It looks like your renewal date is in October.
I want to upgrade to the bigger plan.
They told me to call this department.
How do I change my delivery address?
I have an appointment at ten with Doctor Reed.
Let me put in the order for you.
You'll need to log in with your email address.
I'd like to know how much I owe.
The parts should be here by Thursday.
What was the date of the transaction?
I'm looking at the blue sofa on page nine.
Would you like express or standard shipping?
It's under my maiden name.
There's a small fee for expedited service.
I'm going to ask you to hold for two minutes.
My lease is up at the end of the month.
Do you need my serial number?
I've got a pen, go ahead.
The balance will be charged on the first.
Can I get a window seat?
I'm calling from the hospital about a patient's coverage.
That should take care of it.
He said he'd call me back this afternoon.
`,
  negative: `
I've been on hold for forty five minutes and nobody picked up.
This is the third time I've called about the same problem.
Your driver left my package out in the rain and everything inside is ruined.
I was charged twice for the same order and I want my money back.
The internet goes down every single night around eight.
I'm really fed up with this company.
Nobody called me back like you promised.
The last agent hung up on me.
I still haven't received my refund after six weeks.
It stopped working two days after I bought it.
That's completely unacceptable.
I want to speak to your supervisor right now.
You people keep transferring me from one department to another.
I'm going to take my business elsewhere.
How is it possible that no one can tell me where my order is?
I shouldn't have to pay for something I never ordered.
Honestly, this is the worst service I've ever had.
He was very rude to my wife on the phone.
My card keeps getting declined and I don't know why.
Unfortunately, we are unable to process that refund.
I'm afraid the warranty doesn't cover water damage.
The app crashes whenever I try to log in.
They sent me the wrong size again.
I'm not happy with how this was handled.
The technician never showed up and I took the whole day off work.
Why does my bill go up every month?
I can't believe you're charging me a cancellation fee.
I don't think anybody there is listening to me.
That doesn't help me at all.
I've already explained this to four different people.
The room was filthy and the air conditioning was broken.
We've lost a lot of money because of your mistake.
It's been nothing but trouble since I switched to you.
I'd rather not deal with you people again.
You said it would be here by Tuesday and it's now Friday.
No, it's still not working.
That is a ridiculous price for what you get.
You've been promising me a callback since last Thursday.
The invoice has my old address on it even though I updated it twice.
The replacement you sent is worse than the first one.
Honestly I'm at a loss here.
I can't get a straight answer from anyone.
My daughter was in tears because the cake never turned up.
Do you realize how much stress this has caused us?
This is costing me customers.
I feel like I'm talking to a brick wall.
You took the payment but you never booked the room.
It's already been two weeks and all I get is excuses.
The man who came round was really unpleasant.
I've got a screen full of lines and it was only delivered yesterday.
Nothing on your website works.
I didn't sign up for any of this.
So you lost my luggage and now you want me to fill in another form?
The noise from the building site next to the hotel was unbearable.
My premium went up by forty percent and nobody told me.
There's mold all over the bathroom ceiling.
I hate having to chase you for this.
The battery dies after twenty minutes.
The seat was broken and the stewardess just shrugged.
It smells like something is burning.
I'm worried my money is gone.
This app is a disaster.
We had to sleep in the airport.
You closed my claim without even looking at the photos.
I'm absolutely fuming.
You clearly haven't read my file.
The doctor never called with my results.
We regret that we can't extend the deadline any further.
I'm sorry, but that fare is non refundable.
The instructions are useless.
You're charging me for a router I sent back months ago.
I've never been so embarrassed in my life.
It's a shame, because I used to love this store.
That doesn't seem fair to me.
Your technician missed the appointment for the second time this week.
I have to say I'm pretty disappointed in how you handled my complaint.
It's ridiculous that I have to pay shipping to return your mistake.
I was cut off twice while explaining my problem.
My account has been locked for no reason.
They told me it was fixed, but it's doing the exact same thing.
I'm paying for a hundred megabits and I'm getting ten.
I've been trying to cancel for two months now.
Nobody seems to know what's going on over there.
The agent I spoke to yesterday was incredibly condescending.
I want a refund, this thing is junk.
You've got the worst phone menu I've ever dealt with.
My package says delivered, but it's not here.
I don't feel comfortable giving you any more money.
It took four calls to get a simple form mailed out.
That's highway robbery for an oil change.
I'm losing business every hour this is down.
Why would you sell me something that doesn't even work in my area?
We've had nothing but problems with this dishwasher.
Every agent tells me something different.
I'm disgusted with the state of the apartment.
My insulin was supposed to be here on Monday.
Unfortunately your application wasn't successful this time.
I'm afraid we don't cover pre-existing conditions.
The volume is so low I can hardly hear anything.
You people are impossible to reach.
This is getting really old.
I've had it with these outages.
It's a hassle every single time I try to pay.
I think I've been scammed.
Someone used my card without my permission.
The coffee maker leaks all over the counter.
The Wi-Fi is painfully slow.
My bill is double what it should be.
I'd like to make a complaint about one of your drivers.
I rang on Monday, I rang on Tuesday, and here I am again.
The room stank of cigarettes.
You can't just cut someone's electricity off in the middle of winter.
Am I supposed to just eat the cost?
I had to explain the whole thing from scratch.
I was so let down by the service at the front desk.
Your online chat just goes in loops.
The courier left it with a neighbor I don't even know.
It's making a horrible grinding noise.
My tablet froze during the update and now it's bricked.
I've lost all trust in this bank.
That charge is bogus.
The paint is already peeling off.
There's nobody at this clinic who picks up the phone.
I'm not going to be fobbed off again.
You've had my car for three weeks.
They overbooked the flight and bumped us.
I don't appreciate being spoken to like that.
The sound cuts in and out.
You'd think after ten years I'd get treated better.
All I wanted was a simple answer.
What a rip off.
The zipper broke the first time I wore it.
The meal was cold, the waiter was rude, and we waited an hour.
I am beyond frustrated right now.
How come I'm the one paying for your error?
It's been nothing but a headache.
We can't accept a return after ninety days, I'm afraid.
Sadly that promotion has already ended.
I hate this new layout.
The trainer was late again and seemed bored.
It won't pair with my car anymore.
You guys really dropped the ball on this one.
My mother is very upset about it.
I've been going back and forth with you for weeks.
I've been on the phone with you people all morning.
It's the principle, you can't treat customers this way.
I got a bill for a service I cancelled in June.
The toaster caught fire the second time I used it.
My mother waited four hours in that emergency room.
The representative laughed at me.
You sent the check to the wrong address again.
I'm very concerned about the safety of this product.
Why should I have to prove that I paid?
We checked in and the room hadn't been cleaned.
It just spins and spins and never loads.
I'm not getting the speeds I pay for.
I feel completely ignored by your team.
There was hair in my food.
I ordered the large and you sent a small.
He told me he'd call back and he never did.
I'm furious that nobody warned us about the road closure.
It's outrageous to charge fifty dollars for that.
Your agent was no help whatsoever.
The part arrived bent.
I can't afford another increase.
The line is terrible, I keep losing you.
Your system is a mess.
I'm afraid your card was declined.
I am so tired of getting the runaround from your company.
You guys messed up my order for the third time.
The service has been terrible since the merger.
I'm really frustrated because nobody can give me a clear answer.
This product broke after only one week.
I want to cancel, I'm completely dissatisfied.
It's been a month and I still don't have my refund.
Your technician was late and didn't fix anything.
I've been transferred five times today.
That's not what I was promised when I signed up.
My internet is so slow it's unusable.
I can't believe how rude that representative was.
The billing errors never stop.
You charged my card without permission.
I'm extremely upset about this delay.
I waited two hours and nobody showed.
I'm about ready to cancel everything.
This is not how you treat a loyal customer.
The package was damaged and two items were missing.
I regret buying this phone.
Unfortunately, there's nothing else I can do for you.
I'm sorry, but your request was denied.
It keeps asking me for a password that doesn't exist.
Your prices are way too high now.
We're very unhappy with the repair.
I don't trust you with my data anymore.
My account was hacked and you did nothing.
I feel cheated.
You should be ashamed of how you handle complaints.
I had to miss work because of your mistake.
I've been trying to reach someone for an hour and I keep getting cut off.
Your company has the worst customer service I've ever dealt with.
I paid for overnight shipping and it took a week.
The refund you promised me never came through.
I'm getting really annoyed with this automated system.
My heating has been broken since Sunday and nobody seems to care.
The food was cold when it got here.
Why was I charged a late fee when I paid on time?
It's frustrating that I have to explain my problem every time I call.
I don't understand why this is so complicated.
You sold me a defective product.
I'm disappointed that the warranty doesn't cover this.
The quality has really gone downhill.
We have been without power for two days.
My claim was denied and no one will tell me why.
Your website crashed and I lost my booking.
Honestly, I'm thinking about switching to another provider.
That's a ridiculous amount of money.
The nurse was dismissive and didn't listen to me.
I was overcharged again this month.
I'm sorry, we can't make any exceptions to that policy.
Unfortunately, that item is out of stock until June.
The app freezes every time I open it.
It was a horrible experience from start to finish.
I asked for a window seat and got stuck in the middle.
I've been a customer for fifteen years and this is how I get treated.
Your agent promised me a discount and now it's not on my bill.
The new update ruined my phone.
I'm really not impressed with this whole situation.
Why do I have to call three times just to get a simple answer?
My package has been sitting in the same warehouse for a week.
I've asked nicely, now I want to speak to a supervisor.
They sent the wrong part again and I'm out of patience.
You cancelled my service without telling me.
It's so frustrating, the page just won't load.
I don't believe a word you people say.
The doctor's office never sent over my records.
We were seated next to the kitchen and the noise was awful.
I'm disappointed, I expected more from a brand like yours.
That's a terrible offer.
I can't sleep because of the noise from your generator.
Unfortunately we can't ship to that address.
The mattress sagged within a month.
I'm stuck at the airport with two kids and no room.
Your system charged me four times.
It hurts to sit in that chair.
I was lied to by your salesperson.
This is taking far too long.
I've been on the line for half an hour just to ask a simple question.
Your cancellation policy is a rip-off.
I'm so angry, that money was for my rent.
The stroller you sent has a broken wheel.
Nobody at the branch could answer my question.
The meal kit arrived spoiled.
I've had to reschedule three times because of you.
My statement shows a fee I don't recognize.
This is the most confusing bill I've ever seen.
He kept interrupting me and then he hung up.
I thought the first month was free, but I was charged anyway.
You're making this way harder than it needs to be.
It's unacceptable to wait six weeks for a part.
I wouldn't wish this experience on anyone.
The new system is worse than the old one.
I'm disgusted by how dirty the car was.
I can't get anyone to call me back.
My complaint has been ignored.
We lost our deposit because of your error.
You have the rudest staff in town.
I'm sorry to say your application was unsuccessful.
There has been a delay and your order will be late.
I've been charged for a gym membership I cancelled months ago.
The repair guy tracked mud all over my carpet.
Every month there's a new surprise on my bill.
I was on the phone with three different people and none of them could help.
You advertised one price and charged me another.
The coffee machine died after a month.
I've emailed you twice and heard nothing.
It's really upsetting that you'd treat elderly people this way.
My luggage showed up two days late.
I asked for decaf and got regular, for the second time.
Your store manager was incredibly rude to my wife.
I'm getting the same error message over and over.
You promised free shipping and then charged me fifteen dollars.
I don't see why I should pay for your mistake.
The water pressure is terrible and no one has come to look at it.
I've never had such a bad experience with a hotel.
My prescription was filled incorrectly.
There were bugs in the room.
The wait time is ridiculous.
I'm extremely unhappy with the way this was handled.
We're sorry, but your order has been cancelled due to lack of stock.
I am not able to override that, unfortunately.
Honestly, I've lost faith in your company.
I was on hold forever.
I've had nothing but issues with this plan.
This isn't what I signed up for.
I never signed up for that.
Nobody told me about the fee.
I was never informed of the change.
You never told me it would cost extra.
The rep was useless.
He gave me the wrong information.
I got bad advice from your agent.
I'm not satisfied with that answer.
That's not a good answer.
I'm losing patience.
I've lost my patience with this.
I want this resolved today.
I expect better from you.
I'm being treated unfairly.
I feel disrespected.
It's a scam.
You're robbing me.
This is theft.
That's fraud.
I'm confused by this bill.
The instructions make no sense.
The charge is wrong.
There's an error on my bill.
My bill is too high.
The price keeps going up.
I can't pay that much.
I'm struggling to pay.
I can't log in to my account.
I'm unable to access my account.
My phone won't charge.
My order never arrived.
It was delivered to the wrong house.
The box was empty.
Half the items were missing.
It arrived broken.
It doesn't work.
It's not working properly.
It's defective.
It broke on the first day.
The sound is terrible.
The screen is cracked.
It leaks.
It overheats all the time.
The connection is unreliable.
The signal keeps dropping.
The internet is down again.
I have no service.
There's no hot water.
The lights keep flickering.
The elevator has been out for a week.
The room was dirty.
The bed was uncomfortable.
The staff were rude.
The driver was reckless.
The flight was delayed by six hours.
They lost my luggage.
I missed my connection.
My appointment was cancelled without notice.
The doctor didn't listen.
I'm in a lot of pain.
The medicine made me sick.
I'm scared I'll lose my house.
I'm worried about my father.
I'm upset with how this was handled.
I'm angry that this happened.
I hate calling this number.
I dread calling you.
I'm done.
Forget it.
Just cancel it.
Don't bother.
What a joke.
What a waste.
How ridiculous.
Seriously?
You can't be serious.
This is insane.
That's crazy.
That's insulting.
That's disappointing.
That's a shame.
It's really annoying.
It's been a nightmare from day one.
I wish I had never switched.
I'll be leaving a bad review.
I'm going to post about this online.
I'm telling all my friends to avoid you.
I'm closing my account because of this.
I won't be back.
You've lost a customer.
Your service stinks.
Your service has gone from bad to worse.
Your app is garbage.
Your prices are outrageous.
Your policy is unfair.
Your agents don't know what they're doing.
You keep making mistakes.
You're wasting my time.
You're not helping.
You're not listening to me.
You don't understand.
You're ignoring my question.
You hung up on me.
I'm getting nowhere with you.
I'm afraid that's not possible.
I'm afraid we're fully booked.
We don't have any availability.
Unfortunately we don't offer that.
Your application has been rejected.
There's nothing we can do.
We apologize, but your flight has been cancelled.
I'm so mad right now.
I'm livid.
You've made me wait long enough.
I've wasted my whole morning on this.
I've spent hours trying to fix this.
I shouldn't have to do your job for you.
It's not my job to track this down.
You owe me a refund.
You owe me an apology.
I deserve better than this.
That's not acceptable.
That's not fair.
That's not true.
That's not what he told me.
That isn't what I asked for.
That's a lie.
You're lying.
You lied.
I don't appreciate your attitude.
Don't talk to me like that.
Don't you dare.
Is anyone even listening?
Does anybody work there?
What's taking so long?
What is wrong with you people?
What's the holdup?
Where is my money?
Where's my order? It was due last week.
When are you going to fix this?
How hard can it be?
How could you let this happen?
How many times do I have to say it?
Why hasn't anyone contacted me?
Why is this so hard?
Why wasn't it delivered?
Who approved this?
This can't be right.
This makes me so angry.
This is getting out of hand.
This is a waste of time.
This is going nowhere.
This is exhausting.
This is embarrassing.
This is a disgrace.
This has ruined my holiday.
This has caused me a lot of stress.
It's a mess.
It's overpriced.
It's a rip off.
It's junk.
It's broken again.
It's happening again.
It's still not fixed.
It's not even close to what was advertised.
It's leaking water everywhere.
It's freezing in here and the boiler is broken.
It's too late now.
It took forever.
It won't start.
It won't connect to the Wi-Fi.
It never worked.
It stopped working yesterday.
It fell apart after one wash.
It came with a scratch on it.
It smells bad.
The color is wrong.
The lid doesn't close properly.
The zipper is stuck.
The button fell off.
The battery won't hold a charge.
The picture is blurry.
The call quality is awful.
The line keeps cutting out.
The website is down.
The page keeps crashing.
The payment didn't go through.
The code doesn't work.
The link is broken.
The driver got lost and was an hour late.
The cleaner broke my vase.
The waiter ignored us.
The nurse was rough with my mother.
The bank froze my account.
The airline lost my bag.
The landlord won't return my calls.
The insurance won't pay.
My claim has been stuck for months.
My credit score dropped because of you.
My kids went to bed hungry because of this.
My mother is very sick and you keep putting me off.
My bill doubled.
My internet has been spotty all week.
My phone is completely dead.
My refund is late.
Nothing has changed.
Nobody cares.
Not again.
Not happy.
Absolutely not good enough.
Terrible, just terrible.
Unbelievable.
I've never been treated so badly.
I've never experienced anything like it.
I've had better service at a gas station.
I've had problems since day one.
I've been more than patient.
I've been lied to.
I've been scammed.
I've been overcharged.
I've been ignored for weeks.
I won't pay for this.
I won't stand for this.
I want compensation.
I want to cancel because the service is bad.
I wish I could say it was good.
I hate this.
I hate waiting.
I'm out of options.
I'm at my wit's end.
I'm fuming.
I'm shocked.
I'm heartbroken.
I'm beyond angry.
I'm not going to wait any longer.
I'm not happy at all.
I'm not getting what I paid for.
I'm paying too much.
I'm sick of this.
I'm losing money every day.
I'm concerned that my data was leaked.
I'm afraid someone stole my identity.
I don't feel safe.
I don't think that's right.
I don't have time for this.
I don't like the new design.
I don't want to deal with this anymore.
I can't deal with this.
I can't take this anymore.
I can't reach anyone.
I can't use it.
I can't find anyone to help me.
I couldn't get through.
I couldn't understand a word she said.
I didn't get what I ordered.
I didn't ask for this.
I didn't receive my package.
I had a terrible experience.
I had a really bad time.
I got the wrong item.
I got charged twice.
I got disconnected.
I got no response.
I keep getting the same error.
I keep getting spam calls from you.
I lost all my photos.
I missed my daughter's recital because of this.
I paid for two and got one.
I was promised a call.
I was told two different things.
I was misled.
I was shocked by the bill.
I was left with no car for a week.
I was supposed to get it Monday.
I waited for nothing.
We're still waiting on the paperwork.
We had a horrible stay.
We got food poisoning.
We can't do that.
We don't accept returns on that item, I'm afraid.
Sorry, that's against our policy.
I'm sorry but that's not possible.
`,
} as const;

/** Sentences of calls that no phrase was written for. */
export const UNSEEN = {
  positive: `
That's brilliant, cheers.
Thank you very much for all your help, you've been fantastic.
Oh good, it's showing up now.
That's really kind of you.
The lady in the store couldn't have been nicer.
I'm delighted with it.
It was quick and painless.
Everything's running smoothly since the engineer came out.
Lovely, that's sorted then.
I have to say, your team did an amazing job.
You've saved me a lot of money there, thank you.
Congratulations, you've been accepted.
Super, that works for me.
I'm pleasantly surprised how well it turned out.
We had a fantastic stay at the hotel.
My daughter absolutely loves it.
That makes so much more sense now, thank you.
You guys have always been good to us.
I feel a lot better about it now.
The picture quality is superb.
Glad to hear it's all resolved.
Well, that's a nice bonus.
Five stars from me.
I can't thank you enough.
I'm happy to tell you that your loan has been approved.
It's been a pleasure talking to you.
Yay, it finally went through.
I'm really looking forward to the trip.
The engineer was polite and got it done in ten minutes.
Honestly, it's worth every penny.
`,
  neutral: `
Good morning, you're through to Harbor Bank, Lisa speaking.
I'm calling to make a payment.
Do you want that delivered to your home or your office?
I'll need the last four digits of your social.
My reference is on the letter you sent.
It should take about five minutes.
Just one moment, please.
There's a thirty dollar activation fee.
I'd be happy to help you with that.
I do apologize for the wait.
The next available slot is Thursday at two.
No, that's everything, thank you.
I think it was on the fifteenth.
Are you calling about your home or your car insurance?
Right, and what kind of phone do you have?
I want to find out how to close my account.
I'd like to know if the blue one is available in a medium.
Please listen carefully as our menu options have changed.
You can find the serial number on the back of the device.
This call may be recorded for quality and training purposes.
And what seems to be the problem?
My husband set it up, so I'm not sure which plan we're on.
The cover starts at midnight on the first.
Thanks for holding.
Okay, so I've got the order in front of me.
Can you tell me what the error message says?
Have a nice day.
Hello?
I'm going to need to speak to my wife about it first.
The free trial lasts thirty days and then it's twelve dollars a month.
We accept all major credit cards.
Let me transfer you to our complaints team.
Take your time, no rush.
It's in my maiden name, actually.
I'm interested in the premium package.
How long does the battery last?
You can pay online or over the phone.
`,
  negative: `
My flight was cancelled and no one at the desk would talk to us.
I've had no hot water for three days.
Every time I ring I get a different answer.
The meter reading on this bill is way off.
Your website is impossible to use.
I waited in all afternoon and the engineer didn't turn up.
There's a charge on here that I didn't authorize.
I was told there would be no fee, and now there's a fee.
Are you kidding me?
This has been going on for months.
I'm sick and tired of explaining this over and over.
That's not good enough.
I feel like I'm being ignored.
My son's been without his medication because of your delay.
You've lost my paperwork twice now.
The food arrived cold and half of it was missing.
I'm going to report this to the ombudsman.
The sofa turned up with a big rip down the side.
He basically called me a liar.
It's a complete waste of my time.
We regret to inform you that the application was declined.
I'm afraid there's nothing more I can do.
I can't log in, it keeps saying my password is wrong.
The heating packed up again last night.
So I'm paying more for less, is that what you're telling me?
I asked you to cancel this in January and you're still billing me.
You clearly don't care about your customers.
The connection keeps dropping in the middle of meetings.
This mattress is awful, my back is killing me.
I never got a reply to any of my emails.
It took way too long to get through to someone.
That makes no sense whatsoever.
What a nightmare.
I'm extremely disappointed with the quality.
You overcharged me by sixty dollars.
I won't be renewing with you.
The part you sent doesn't fit.
`,
} as const;

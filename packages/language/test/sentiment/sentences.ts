/** Sentences of calls that no phrase was written for, and no weight learned from. */
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

import { ownBlueprint } from '../blueprints.ts';
import { agentAndCaller, type Call, STEREO_WAV } from '../call.ts';

/** Technical support with more than a minute of silence while the line is tested. Here the agent is spk_0. */
export const routerNoInternet: Call = {
  id: 'router-no-internet',
  vintage: 'audio-2026',
  recordedAt: '2026-08-27T18:05',
  recording: STEREO_WAV,
  language: 'EN',
  generativeLanguage: 'EN',
  labels: agentAndCaller(0),
  blueprint: ownBlueprint({
    call_summary:
      'Marcus Oyelaran called Fernlink Broadband because his router showed a red light and he had no internet. The ' +
      'agent guided him through a restart and a cable check, ran a line test, and found a loose connector followed ' +
      'by an outdated firmware. After a remote update the connection returned at full speed. A case stays open for ' +
      '48 hours.',
    call_categories: ['Tech support', 'Service issues'],
    topics: ['router', 'outage', 'firmware', 'restart', 'speed'],
  }),
  summary:
    'A customer of Fernlink Broadband has had no internet since the morning. The agent leads him through a restart ' +
    'and a check of the cables, tests the line while the customer waits, and updates the software of the router from ' +
    'a distance. At the end the connection works at 148 megabits, and the case stays open for two days.',
  script: `
    == The caller reports a red light on the router and no internet since the morning.
    A: Fernlink Broadband technical support, this is Aoife. Who am I speaking with?
    C: Hi, it's Marcus Oyelaran. My internet has been down all day. I work from home, so it's, uh, it's not great.
    A: I'm sorry about that, Marcus. Can you tell me which lights you see on the router?
    C: There's a green one for power, and then the one with the little globe is red.
    A: Red and steady, or red and blinking?
    C: Um, let me look. Steady. No, wait, it's blinking, like once a second.
    A: OK, that helps. It means the router is alive but it can't log in to our network.

    == The agent guides the caller through a restart and a check of the cables.
    A: Did you already switch it off and on again?
    C (overlap 400): Yeah, I did that about three times.
    A: Sure. I'd like to do it once more together, because the order matters. Could you pull the power plug and leave it
      out?
    C: OK. It's out.
    A: Now have a look at the grey cable that goes to the wall. Does it click in when you push it?
    C: Oh. Huh. It moved quite a bit. Now it clicked.
    A: And the same at the other end, please.
    C: That one was fine.
    A: Great. Now put the power back in, and tell me when the lights settle. I'm going to test the line from here. It
      takes about a minute, so I'll go quiet for a bit.
    C: No problem.

    == After a line test the agent finds old firmware and updates it remotely.
    A (pause 74000): Thanks for holding, Marcus. Are you still there?
    C: I'm here. The globe is orange now.
    A: Orange is good. The line itself is clean. What I do see is that your router is still on the software from two
      years ago, and it drops the login when it's warm.
    C (within 0.9): Mhm.
    C: So is it broken? Do I need a new one?
    A: No, I can update it from here. It'll restart by itself, and then it should be green.
    C: OK, go ahead. Do I have to do anything?
    A: Just don't touch it. 30 seconds.
    C (pause 26000): It went dark. And, uh, now it's green. It's green.
    A: Brilliant. Can you open any page, and maybe run a speed test?
    C: One second. Yeah, it loads. And the speed test says, um, 148.

    == The agent explains what to do if the fault comes back and closes the call.
    A: That's what you pay for, so we're good. I'll leave the case open for 48 hours. If it turns red again, just reply
      to the text message and you'll come straight to our team.
    C: Do I need a case number or something?
    A: It's in the text, but I can tell you. 7 7 1 0 5.
    C: 7 7 1 0 5, OK. Honestly, thanks. I thought I'd be without it all week.
    A: Happy to help. Keep that grey cable away from the cat, if you've got one.
    C: I do have one, actually.
    A (overlap 200): There you go, then. Have a nice evening, Marcus.
    C: Thanks, bye bye.
  `,
};

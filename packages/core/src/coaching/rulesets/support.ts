import type { Ruleset } from '../ruleset.js';

/** Shorter calls are transfers, wrong numbers and voicemail, of which shares and quarters say little. */
const LONG_ENOUGH = { metric: 'call_length', atLeast: 90_000 };

/**
 * Rules for support calls. Published thresholds come from vendors and mostly from sales calls, so these are where to look, not
 * verdicts; nothing is of high priority but what customers feel. Where the numbers come from: docs/coaching.md. Nothing here
 * judges the pace of an agent: people differ, so that is compared with the agent's own calls.
 */
export const support: Ruleset = {
  name: 'support',
  version: 1,
  title: 'Support calls',
  rules: [
    {
      // Contact Lens' search example: begin -1 or less, end +1 or more. The same, the other way round.
      id: 'mood_fell',
      when: {
        all: [
          LONG_ENOUGH,
          { metric: 'customer_sentiment_quarter_4', atMost: -1 },
          { metric: 'customer_sentiment_trend', atMost: -1 },
        ],
      },
      type: 'improvement',
      category: 'customer_satisfaction',
      priority: 'high',
      aiConfidence: 0.7,
      status: 'pending',
      title: 'The customer ended the call less happy',
      message:
        "The customer's sentiment changed by {customer_sentiment_trend} and ended at {customer_sentiment_quarter_4} (-5 to 5).",
      suggestedActions: ['Listen to the last minutes together.', 'Decide whether to call the customer back.'],
      metrics: { sentimentTrend: 'customer_sentiment_trend', lastQuarter: 'customer_sentiment_quarter_4' },
    },
    {
      id: 'mood_recovered',
      when: {
        all: [
          LONG_ENOUGH,
          { metric: 'customer_sentiment_quarter_1', atMost: -1 },
          { metric: 'customer_sentiment_quarter_4', atLeast: 1 },
        ],
      },
      type: 'praise',
      category: 'customer_satisfaction',
      priority: 'low',
      aiConfidence: 0.7,
      status: 'completed',
      title: 'An unhappy customer ended the call happy',
      message:
        'The customer began at {customer_sentiment_quarter_1} and ended at {customer_sentiment_quarter_4} (-5 to 5).',
      suggestedActions: ['Tell the agent what went well.', 'Ask whether others may hear the call.'],
      metrics: { firstQuarter: 'customer_sentiment_quarter_1', lastQuarter: 'customer_sentiment_quarter_4' },
    },
    {
      // Support calls are about even (Genesys: 50:50); Gong's calls suffer from 65 % on.
      id: 'agent_talks_most',
      when: { all: [LONG_ENOUGH, { metric: 'agent_talk_share', above: 0.65 }] },
      type: 'improvement',
      category: 'active_listening',
      priority: 'medium',
      aiConfidence: 0.7,
      status: 'pending',
      title: 'The agent talks most of the time',
      message: 'The agent did {agent_talk_share} of the talking.',
      suggestedActions: ['Ask one more question before you explain.', 'Check in after each step.'],
      metrics: { agentTalkShare: 'agent_talk_share' },
    },
    {
      // Gong: presenting the company takes 2 minutes at most in good calls.
      id: 'long_monologue',
      when: { metric: 'agent_longest_monologue', above: 120_000 },
      type: 'improvement',
      category: 'active_listening',
      priority: 'medium',
      aiConfidence: 0.7,
      status: 'pending',
      title: 'A long monologue',
      message: 'The agent spoke for {agent_longest_monologue} while the customer said nothing of substance.',
      suggestedActions: ['Break long explanations into steps.', 'Ask whether the customer is still with you.'],
      metrics: { longestMonologue: { metric: 'agent_longest_monologue', unit: 's' } },
    },
    {
      // Genesys' example of an unexplained silence: more than 15 s.
      id: 'long_silence',
      when: { metric: 'silence_longest', above: 15_000 },
      type: 'improvement',
      category: 'call_flow',
      priority: 'medium',
      aiConfidence: 0.8,
      status: 'pending',
      title: 'A long silence',
      message: 'Nobody spoke for {silence_longest}.',
      suggestedActions: ['Say what you are looking up, and how long that takes.', 'Report slow tools.'],
      metrics: { longestSilence: { metric: 'silence_longest', unit: 's' } },
    },
    {
      // The example in the documentation of Contact Lens: more than 20 % of the call.
      id: 'much_silence',
      when: { all: [LONG_ENOUGH, { metric: 'silence_share', above: 0.2 }] },
      type: 'observation',
      category: 'call_flow',
      priority: 'low',
      aiConfidence: 0.8,
      status: 'pending',
      title: 'Much of the call is silence',
      message: '{silence_share} of the call was silence: pauses of more than 3 s.',
      suggestedActions: ['Find out what the agent was waiting for.', 'Use the time to explain what happens next.'],
      metrics: { silenceShare: 'silence_share', silence: { metric: 'silence_total', unit: 's' } },
    },
    {
      // The threshold that the coaching add-on for Post Call Analytics has for interruptions: more than 3.
      id: 'interruptions',
      when: { metric: 'agent_interruptions', above: 3 },
      type: 'training',
      category: 'active_listening',
      priority: 'medium',
      aiConfidence: 0.8,
      status: 'pending',
      title: 'The agent interrupts',
      message: 'The agent interrupted the customer {agent_interruptions} times.',
      suggestedActions: ['Wait a moment after the customer is done.', 'Apologize and give the floor back.'],
      metrics: { interruptions: 'agent_interruptions' },
    },
    {
      // The same add-on's page: answers that take more than 5 s. People leave about 0.2 s between turns.
      id: 'slow_answers',
      when: { metric: 'agent_response_gap', above: 5_000 },
      type: 'training',
      category: 'call_flow',
      priority: 'low',
      aiConfidence: 0.7,
      status: 'pending',
      title: 'Slow answers',
      message: 'The agent typically took {agent_response_gap} to answer.',
      suggestedActions: [
        'Acknowledge what was said before you look for the answer.',
        'Check the connection for delay.',
      ],
      metrics: { responseGap: { metric: 'agent_response_gap', unit: 's' } },
    },
  ],
};

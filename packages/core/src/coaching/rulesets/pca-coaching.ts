import type { Ruleset } from '../ruleset.js';

/**
 * The five rules of the coaching add-on for Post Call Analytics, with its thresholds, names and constants. Comparisons are strict:
 * a sentiment of exactly -2 or 3 and a share of exactly 70 % give nothing.
 */
export const pcaCoaching: Ruleset = {
  name: 'pca-coaching',
  version: 1,
  title: 'Post Call Analytics coaching',
  rules: [
    {
      id: 'empathy',
      when: { metric: 'customer_sentiment', below: -2 },
      type: 'improvement',
      category: 'empathy',
      priority: 'high',
      aiConfidence: 0.89,
      status: 'pending',
      title: 'Respond to an unhappy customer',
      message: 'The customer was unhappy during this call (sentiment {customer_sentiment} on a scale from -5 to 5).',
      suggestedActions: [
        'Listen together to the moment at which the customer was least happy.',
        'Acknowledge the problem and how the customer feels about it before looking for a solution.',
        'Say back what you understood, and ask whether that is right.',
        'Practice phrases that show empathy and sound like you.',
      ],
      metrics: { customerSentiment: 'customer_sentiment', callDuration: { metric: 'call_length', unit: 's' } },
    },
    {
      id: 'customer_satisfaction',
      when: { metric: 'customer_sentiment', above: 3 },
      type: 'praise',
      category: 'customer_satisfaction',
      priority: 'low',
      aiConfidence: 0.95,
      status: 'completed',
      title: 'A very happy customer',
      message: 'The customer was very happy with this call (sentiment {customer_sentiment} on a scale from -5 to 5).',
      suggestedActions: [
        'Tell the agent what went well in this call.',
        'Ask the agent what made the difference.',
        'Play the call to the team as an example.',
        'Note the phrases that worked for others to use.',
      ],
      metrics: { customerSentiment: 'customer_sentiment', callDuration: { metric: 'call_length', unit: 's' } },
    },
    {
      id: 'active_listening',
      when: {
        all: [
          { metric: 'agent_talk_share', above: 0.7 },
          { metric: 'agent_talk_time', above: 0 },
          { metric: 'customer_talk_time', above: 0 },
        ],
      },
      type: 'improvement',
      category: 'active_listening',
      priority: 'medium',
      aiConfidence: 0.87,
      status: 'pending',
      title: 'Leave more room for the customer',
      message: 'The agent did {agent_talk_share} of the talking.',
      suggestedActions: [
        'Ask open questions, and wait for the whole answer.',
        'Pause after each step of an explanation.',
        'Sum up what the customer said before you answer.',
        'Listen together to the longest monologue, and look for a place to stop.',
      ],
      metrics: {
        agentTalkTime: { metric: 'agent_talk_time', unit: 's' },
        customerTalkTime: { metric: 'customer_talk_time', unit: 's' },
        agentTalkRatio: 'agent_talk_share',
      },
    },
    {
      id: 'call_category',
      each: { of: 'categories', first: 3 },
      type: 'observation',
      category: 'call_analytics',
      priority: 'medium',
      aiConfidence: 0.92,
      status: 'pending',
      title: 'Category: {item}',
      message: 'This call matched the category "{item}".',
      suggestedActions: [
        'Check whether the category fits the call.',
        'Look for other calls of this agent in the category.',
        'Compare how others handle such calls.',
        'Add what helps to the guide for such calls.',
      ],
      metrics: { categoryName: 'item', instances: 'instances' },
    },
    {
      id: 'issue',
      each: { of: 'issues', first: 2 },
      type: 'training',
      category: 'issue_resolution',
      priority: 'high',
      aiConfidence: 0.91,
      status: 'pending',
      title: 'An issue to resolve',
      message: 'The customer raised an issue: "{item}"',
      suggestedActions: [
        'Check whether the issue was resolved in this call.',
        'Make sure that the agent knows how to resolve it.',
        'Practice with similar calls.',
        'Report issues that come up again and again.',
      ],
      metrics: { issueText: 'item' },
    },
  ],
};

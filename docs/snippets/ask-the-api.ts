import { createEarshotClient } from '@earshot/client';

/** @param token what the server was started with; without one, the server asks for none */
export async function billingCalls(baseUrl: string, token?: string): Promise<string[]> {
  const earshot = createEarshotClient({ baseUrl, token });
  const { data, error } = await earshot.GET('/analytics', { params: { query: { category: 'Billing' } } });
  if (error !== undefined) throw new Error(error.detail);
  return data.items.map(({ call_id, topics }) => `${call_id}: ${topics.join(', ')}`);
}

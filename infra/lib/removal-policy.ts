import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './settings.ts';

/**
 * What becomes of a resource that holds data when it leaves the stack. A creation that failed takes back even what is to be
 * kept: nothing is in it yet, and its name would keep the next attempt from succeeding.
 */
export function removalPolicyOf({ keepData }: Settings): RemovalPolicy {
  return keepData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

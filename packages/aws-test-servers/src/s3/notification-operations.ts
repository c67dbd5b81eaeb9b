import { checkedSums } from './checksums.js';
import { notificationFields, readNotifications } from './notification-configuration.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { writeXml } from './xml.js';

/** PutBucketNotificationConfiguration. Takes the place of what was configured before. */
export async function putBucketNotification(call: S3Call): Promise<S3Answer> {
  const bucket = call.service.bucketFor(call, 's3:PutBucketNotification');
  checkedSums(call.request.headers, call.request.body);
  await call.service.notify(call, bucket, readNotifications(call.request.body.toString()));
  return { status: 200 };
}

/** GetBucketNotificationConfiguration. */
export function getBucketNotification(call: S3Call): S3Answer {
  const { notifications } = call.service.bucketFor(call, 's3:GetBucketNotification');
  return { status: 200, body: writeXml('NotificationConfiguration', notificationFields(notifications)) };
}

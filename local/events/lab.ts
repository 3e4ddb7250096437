import { type SentEvent } from './event';

/**
 * The four records of the lab, as its `aws firehose put-record` calls send them: video 1, watched by users 1 to 4,
 * without `timestamp` (so the arrival counts) and without `format`.
 */
export const labRecords = ['1', '2', '3', '4'].map((userId) => `{"id":"1","userId":"${userId}"}`);

export const labEvents = (arrival: Date): SentEvent[] => labRecords.map((data) => ({ arrival, data }));

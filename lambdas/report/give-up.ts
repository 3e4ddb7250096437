import { randomUUID } from 'node:crypto';
import { type Condition, type MarkerPlace, read, write } from './marker';

/** What became of a report whose execution has ended. */
export type Outcome = 'not sent' | 'sent' | 'unknown';

/**
 * Tells whether a report was sent, and sees to it that it will not be when the answer is "not sent": the execution has
 * ended, but a function that it called may still run. It takes the marker that `publishOnce` publishes by, which only a
 * later redrive takes back.
 * @param redriveCount of the execution, when it ended
 */
export async function giveUp(place: MarkerPlace, redriveCount: number): Promise<Outcome> {
  const attempt = randomUUID();
  let condition: Condition = { IfNoneMatch: '*' };
  // A marker may change between two looks at it: "publishing" becomes "not published", or a redrive begins.
  for (let round = 0; round < 3; round++) {
    if (await write(place, { state: 'given up', attempt, redriveCount }, condition)) return 'not sent';
    const { found, etag } = await read(place);
    if (found.state === 'published') return 'sent';
    if (found.state === 'publishing') return 'unknown';
    // Ours, or that of another delivery of the same event; or a later redrive's, which was given up itself.
    if (found.state === 'given up' && found.redriveCount >= redriveCount) return 'not sent';
    condition = { IfMatch: etag };
  }
  return 'unknown';
}

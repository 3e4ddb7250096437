import { randomUUID } from 'node:crypto';
import type { Log } from '../shared/lambda-handler';
import { type Condition, type MarkerPlace, read, unknown, write } from './marker';

/** Subscribers were told that this report is not sent: an attempt that was still on its way publishes nothing. */
export class ReportGivenUp extends Error {
  override readonly name = 'ReportGivenUp';
}

export interface Published {
  messageId: string;
  subject: string;
}

interface Publication extends MarkerPlace {
  subject: string;
  /** Of the execution: only a later redrive takes over what was given up. */
  redriveCount: number;
  /** Publishes and gives the message's id. It must not retry by itself what may have been sent. */
  publish: () => Promise<string>;
  /** Whether an error of `publish` says that nothing was sent. */
  notSent: (error: unknown) => boolean;
  log: Log;
}

/**
 * Publishes at most once, however often it is called for one marker. SNS does not deduplicate, so a marker object in S3
 * does: it is written (by a conditional put, which one attempt wins) before publishing and overwritten after. The attempt
 * that dies in between leaves "publishing", and the next one stops with `PublishOutcomeUnknown`.
 *
 * See docs/decisions/0007-one-report-per-period.md for why at most once, not at least once.
 */
export async function publishOnce(publication: Publication): Promise<Published> {
  const { subject, publish, notSent, log } = publication;
  const attempt = randomUUID();
  const earlier = await claim(publication, attempt);
  if (earlier) {
    log.info('This report was published by an earlier attempt', { messageId: earlier.messageId });
    return earlier;
  }
  let messageId: string;
  try {
    messageId = await publish();
  } catch (error) {
    if (!notSent(error)) throw unknown(publication, error);
    // If this fails too, the marker stays at "publishing": a later attempt stops, which is safe, and the error of SNS
    // is the one to tell.
    await write(publication, { state: 'not published', attempt }).catch((failure: unknown) =>
      log.warn('Nothing was published, but its marker could not be released', failure as Error),
    );
    throw error;
  }
  // The report is out. That its marker can't be overwritten must not fail the execution: it would tell a person that
  // no report was sent. Should this answer get lost too, a retry finds "publishing" and stops, which is safe.
  await write(publication, { state: 'published', attempt, messageId, subject }).catch((error: unknown) =>
    log.warn('The report was published, but its marker could not be completed', error as Error),
  );
  return { messageId, subject };
}

/** Takes the right to publish, or gives what an earlier attempt published. */
async function claim(publication: Publication, attempt: string): Promise<Published | undefined> {
  let condition: Condition = { IfNoneMatch: '*' };
  // Twice: a marker that says that nothing was published is taken over, by one attempt.
  for (let round = 0; round < 2; round++) {
    if (await write(publication, { state: 'publishing', attempt }, condition)) return undefined;
    const { found, etag } = await read(publication);
    if (found.state === 'published') return { messageId: found.messageId, subject: found.subject };
    // Our own write, whose answer was lost and which the SDK therefore repeated.
    if (found.state === 'publishing' && found.attempt === attempt) return undefined;
    if (found.state === 'publishing') break;
    if (found.state === 'given up' && found.redriveCount >= publication.redriveCount)
      throw new ReportGivenUp(
        `This report was given up, and subscribers were told so: nothing is published after that. Redrive the execution, or start a new one. Marker: s3://${publication.bucket}/${publication.key}`,
      );
    condition = { IfMatch: etag };
  }
  throw unknown(publication);
}

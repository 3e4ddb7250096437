import { type LocalCredentials } from '../aws/endpoint/credentials';
import { sign } from '../aws/endpoint/sign';
import { type Standing } from '../serve/apart/endpoint-apart';
import { type Dice } from './dice';
import { type Attempt, type Draft, type Known } from './draft';
import { rawOf } from './raw-request';
import { jsonRequest, lambdaRequest, queryRequest } from './service-requests';
import { s3Request } from './s3-requests';

/** The next request: mostly one that a client could send, signed as it must be. */
export function nextAttempt(dice: Dice, known: Known): Attempt {
  const draft = dice.of([s3Request, s3Request, s3Request, jsonRequest, jsonRequest, queryRequest, lambdaRequest])(
    dice,
    known,
  );
  const { standing } = known;
  const headers = signed(dice, draft, standing);
  return { bytes: rawOf(dice, draft, headers), headOnly: draft.method === 'HEAD' };
}

function signed(dice: Dice, draft: Draft, { endpoint, region, operator, producer }: Standing): Record<string, string> {
  const host = dice.once(200) ? dice.of(['evil.example', 'localhost', '']) : new URL(endpoint).host;
  const origin = dice.once(200) ? { origin: 'https://evil.example' } : {};
  const by: LocalCredentials = dice.once(50)
    ? { ...operator, secretAccessKey: 'other' }
    : dice.once(20)
      ? producer
      : operator;
  const headers = { host, ...origin, ...draft.headers };
  // As one signs who hopes that the path is read otherwise than it is written.
  const url = draft.url.includes('/..') && dice.once(2) ? normalized(draft.url) : draft.url;
  return sign({ ...draft, url, headers, region, at: new Date() }, by);
}

function normalized(url: string): string {
  const { pathname, search } = new URL(`http://127.0.0.1${url}`);
  return `${pathname}${search}`;
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const secret = (): string => randomBytes(24).toString('base64url');

/** In one time, whatever is given. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A browser that opened the console by its link. */
export interface Session {
  readonly id: string;
  /** What each of its forms carries: a page of another origin can make a browser send its cookie, and can't read this. */
  readonly actionToken: string;
  /** What an action came to, until it was told. */
  said?: string;
}

/** Of one account: browsers send a cookie to every port of a host. */
const cookieName = (port = 0): string => `console-${port}`;

/** Who may see the console: whoever came by a link that was printed, each of which opens one browser. */
export class Sessions {
  #token = secret();
  readonly #sessions = new Map<string, Session>();

  /** What the next link carries. */
  get token(): string {
    return this.#token;
  }

  /** Takes a link's token, which is none from then on. @returns nothing for a wrong one, or one that was taken */
  open(token: string): Session | undefined {
    if (!isSame(token, this.#token)) return undefined;
    this.#token = secret();
    const session = { id: secret(), actionToken: secret() };
    this.#sessions.set(session.id, session);
    return session;
  }

  of({ headers, socket }: IncomingMessage): Session | undefined {
    const cookie = cookieName(socket.localPort);
    for (const pair of (headers.cookie ?? '').split(/;\s*/)) {
      const [name, id = ''] = pair.split('=');
      const session = name === cookie ? this.#sessions.get(id) : undefined;
      if (session) return session;
    }
    return undefined;
  }
}

export const mayAct = ({ actionToken }: Session, token: unknown): boolean =>
  typeof token === 'string' && isSame(token, actionToken);

/** https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie */
export const cookieOf = ({ id }: Session, port?: number): string =>
  `${cookieName(port)}=${id}; Path=/console; HttpOnly; SameSite=Strict`;

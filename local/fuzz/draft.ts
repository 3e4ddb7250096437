import { type Standing } from '../serve/apart/endpoint-apart';

/** What is to be sent, before it is signed. */
export interface Draft {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly service: string;
  readonly payload?: string;
}

export interface Attempt {
  readonly bytes: Buffer;
  readonly headOnly: boolean;
}

/** What is known of the account: which bucket may be written, uploads that it began, and names that it has. */
export interface Known {
  readonly standing: Standing;
  readonly bucket: string;
  readonly uploads: string[];
}

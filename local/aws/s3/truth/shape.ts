import { type Source, type Truth } from '../../truth';

/** A request, and what AWS answers to it. `{name}` stands for what an earlier answer told. */
export interface Step {
  /** `METHOD key?query`, as it stands on the wire. A row has its own folder of keys, `{p}`; a path that begins with `/` is whole. */
  readonly send: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly unsigned?: true;
  /** Text, or so many bytes of one letter. */
  readonly body?: string | { readonly of: string; readonly bytes: number };
  readonly is: number;
  /** The answer's root element. */
  readonly root?: string;
  /** Headers of the answer; null for one that must not be there. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly text?: string;
  /** By path below the root element; `*` for each of several, joined by a space; null for none. */
  readonly xml?: Readonly<Record<string, string | null>>;
  /** Elements of the error: Code, Message, and its own fields. */
  readonly error?: Readonly<Record<string, string>>;
  /** Names for a header, or a path in the XML, of this answer. */
  readonly save?: Readonly<Record<string, string>>;
}

/** One behaviour: its steps are sent in order, to a bucket that is versioned unless `plain`. */
export interface S3Truth extends Truth {
  readonly plain?: true;
  /** It is refused by name: AWS does it, and it is not served here. */
  readonly refused?: true;
  readonly steps: readonly Step[];
}

/**
 * Answers recorded on AWS, 2023-08 to 2026-02: the snapshots of localstack/localstack (Apache-2.0) at
 * 8b9a79f05846835cf4dff63ab7eefdde9df83783, told here in our own words.
 */
export const recorded = (test: string): Source => {
  const [file = '', name = ''] = test.split('::');
  return { recorded: `localstack/localstack tests/aws/services/s3/${file}.py ${name}` };
};

export const page = (name: string): Source => ({ page: `https://docs.aws.amazon.com/AmazonS3/latest/${name}.html` });

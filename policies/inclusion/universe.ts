import { isOpaqueLetter } from './pattern';
import { type Language } from './language';

/** A language by a plain transition function; -1 is where no word is accepted any more. */
function machine(
  step: (state: number, letter: string) => number,
  relevant: (state: number) => readonly string[],
  accepting: (state: number) => boolean,
): Language {
  return {
    start: 0,
    step: (state, letter) => (state === -1 ? -1 : step(state, letter)),
    relevant: (state) => (state === -1 ? [] : relevant(state)),
    accepts: (state) => state !== -1 && accepting(state),
    dead: (state) => state === -1,
    full: () => false,
  };
}

const COLON: readonly string[] = [':'];
const NONE: readonly string[] = [];

/** The actions that a request can name: `service:Name`. */
export const requestActions: Language = machine(
  (state, letter) => {
    if (isOpaqueLetter(letter)) return state === 1 ? 1 : 3;
    if (letter === ':') return state === 1 ? 2 : -1;
    return state < 2 ? 1 : 3;
  },
  () => COLON,
  (state) => state === 3,
);

/** Where `arn:partition:service:region:account:resource` stands: 0 to 3 are the letters of `arn:`. */
const at = { partition: 4, inPartition: 5, service: 6, inService: 7, region: 8, account: 9, resource: 10 } as const;
const IN_RESOURCE = 11;
const STAR = 12;
const PREFIX = 'arn:';

/** After a colon: a partition and a service may not be empty. */
const afterColon = new Map<number, number>([
  [at.inPartition, at.service],
  [at.inService, at.region],
  [at.region, at.account],
  [at.account, at.resource],
]);
/** After any other letter, where that isn't the same state. */
const afterLetter = new Map<number, number>([
  [at.partition, at.inPartition],
  [at.service, at.inService],
]);

/**
 * ARNs (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html) and texts that begin with an opaque
 * symbol, which may hold the ARN's beginning; with `star`, also the `*` that a request names when its action takes no
 * resource.
 */
const arns = (star: boolean): Language =>
  machine(
    (state, letter) => {
      if (state === STAR) return -1;
      if (state >= at.resource) return IN_RESOURCE;
      if (state < at.partition) {
        if (state === 0 && isOpaqueLetter(letter)) return IN_RESOURCE;
        if (state === 0 && star && letter === '*') return STAR;
        return letter === PREFIX[state] ? state + 1 : -1;
      }
      return letter === ':' ? (afterColon.get(state) ?? -1) : (afterLetter.get(state) ?? state);
    },
    (state) => {
      if (state === 0) return star ? ['a', '*'] : ['a'];
      return state < at.partition ? [PREFIX[state] ?? ''] : state < at.resource ? COLON : NONE;
    },
    (state) => state >= IN_RESOURCE,
  );

export const requestResources: Language = arns(true);
export const arnValues: Language = arns(false);

/** Every text, the empty one, too. */
export const anyText: Language = machine(
  () => 0,
  () => NONE,
  () => true,
);

/** Every text but the empty one. */
export const someText: Language = machine(
  () => 1,
  () => NONE,
  (state) => state === 1,
);

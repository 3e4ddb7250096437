import { blocksOfType, optionalText } from '../../terraform/query';
import { environmentOf, isBootstrap } from '../../terraform/stacks/environment-stacks';
import { type Stack } from '../../terraform/stack';
import { type LockedAccess } from '../lock/locked-access';
import { type AccessLock } from '../lock/lock-file';
import { settingsOf } from '../lock/settings';
import { type Need } from '../needs/need';
import { type Needs } from '../needs/needs-file';

/** What writes needs, lock and pictures anew, in one command. */
export const REGENERATE = 'npm run regenerate';

/** One of the files that are written from the settings, and the stacks that it is held against. */
interface Held {
  /** Named in what is said. */
  readonly file: string;
  readonly stacks: readonly Stack[];
  /** Whether these are all stacks there are: what else the file has is then of none. */
  readonly whole: boolean;
}

/**
 * Why needs were recorded of other settings than the stacks have, one line an environment: another region, or names of which
 * none is there. Held against such needs, every grant would be one that nothing needs.
 */
export const needsOfOtherSettings = (needs: Needs, { file, stacks, whole }: Held): string[] =>
  otherSettings(needs, {
    file,
    // What a bootstrap stack's roles need is not recorded.
    stacks: stacks.filter(({ name }) => !isBootstrap(name) || needs[environmentOf(name)] === undefined),
    whole,
    nameOf: environmentOf,
    rolesOf: (recorded) => recorded.flatMap(nameOfRole),
  });

/** The same of a lock, one line a stack; of another application, what that means. */
export const lockOfOtherSettings = (lock: AccessLock, held: Held): string[] => [
  ...otherSettings<LockedAccess>(lock, {
    ...held,
    nameOf: (name) => name,
    rolesOf: ({ roles }) => Object.keys(roles),
  }),
  ...held.stacks.flatMap((stack) => renamed(stack, lock[stack.name])),
];

/** Of an environment's stack. Its name is in that of the states' bucket, too: no plan finds what stands under the old one. */
function renamed(stack: Stack, locked: LockedAccess | undefined): string[] {
  const [before, now] = [locked?.settings?.application, settingsOf(stack)?.application];
  if (isBootstrap(stack.name) || before === undefined || now === undefined || before === now) return [];
  return [
    `${stack.name}: the application ${before} is ${now} now. Every name is another one, and so is the bucket of the states: a ` +
      `deployment makes all anew beside what stands, and leaves events and reports there (docs/how-to/README.md#rename-the-application)`,
  ];
}

interface Reading<Part> extends Held {
  readonly nameOf: (stack: string) => string;
  readonly rolesOf: (part: Part) => readonly string[];
}

function otherSettings<Part>(
  written: Readonly<Record<string, Part>>,
  { file, stacks, whole, nameOf, rolesOf }: Reading<Part>,
): string[] {
  const told = stacks.flatMap((stack): string[] => {
    const name = nameOf(stack.name);
    const part = written[name];
    if (part === undefined) return [`${file} has nothing on ${name}`];
    const regions = regionsIn(part);
    if (regions.length > 0 && !regions.includes(stack.region)) {
      return [`${file} has ${name} in ${regions.join(', ')}; it is in ${stack.region}`];
    }
    const there = blocksOfType(stack, 'aws_iam_role').map((role) => optionalText(role, 'name') ?? '');
    const [first, ...others] = [...new Set(rolesOf(part))].sort();
    if (first === undefined || there.length === 0 || [first, ...others].some((role) => there.includes(role))) return [];
    const all = others.length === 0 ? first : `${first} and ${others.length} more roles`;
    return [`${file} has ${name} with ${all}, of which none is there`];
  });
  const known = stacks.map(({ name }) => nameOf(name));
  const gone = whole ? Object.keys(written).filter((name) => !known.includes(name)) : [];
  return [...new Set([...told, ...gone.map((name) => `${file} has ${name}, which is no more`)])];
}

const nameOfRole = ({ principal }: Need): string[] =>
  principal.kind === 'role' ? [principal.arn.slice(principal.arn.lastIndexOf('/') + 1)] : [];

/** The regions that ARNs name, sorted. */
const regionsIn = (part: unknown): string[] =>
  [
    ...new Set(
      [...JSON.stringify(part).matchAll(/arn:[a-z-]+:[a-z0-9-]+:([a-z]+-[a-z-]+-\d):/g)].map(
        ([, region = '']) => region,
      ),
    ),
  ].sort();

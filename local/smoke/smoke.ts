import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCredentials, refusePlaceholder, unreached } from '../../scripts/programs/aws-credentials';
import { Progress, type Screen } from '../../scripts/text/progress';
import { UserError } from '../../scripts/user-error';
import { userPath } from '../../scripts/files/user-path';
import { counted } from '../../scripts/text/words';
import { readStack } from '../../terraform/read-stack';
import { type Stack } from '../../terraform/stack';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { standUp } from '../aws/account';
import { SimulatedClock } from '../aws/shared/clock';
import { ask } from './ask';
import { type Clients, clientsFor, close } from './clients';
import { compare, type Row, unreadRow } from './compare';
import { type Options } from './options';
import { page, told } from './page';
import { readingsOf } from './readings';

type SmokeOptions = Extract<Options, { readonly command: 'smoke' }>;

/** What the command works in. */
export interface Surroundings {
  /** The folder of synthesized stacks. */
  readonly stacks: string;
  readonly variables: NodeJS.ProcessEnv;
  /** The page goes here, unless it goes into a file. */
  readonly out: { write(text: string): unknown };
  /** Progress goes here. */
  readonly screen: Screen;
}

/** Returns the exit code. @throws UserError for what a user can mend */
export async function smoke({ environment, out }: SmokeOptions, surroundings: Surroundings): Promise<number> {
  const { stacks, variables, screen } = surroundings;
  const stack = readStack(stackFolder(stacks, environment));
  const endpoint = variables['AWS_ENDPOINT_URL'] || undefined;
  const home = { environment, accountId: stack.accountId };
  if (endpoint === undefined) refusePlaceholder(home, 'try it');
  const progress = new Progress(screen);
  const clients = clientsFor({ region: stack.region, forcePathStyle: endpoint !== undefined });
  let rows: Row[];
  try {
    await checkCredentials(() => clients.states.config.credentials(), home);
    rows = await read(stack, clients, (error) => unreached(error, home, endpoint), progress);
  } finally {
    progress.end();
    close(clients);
  }
  if (rows.every(({ result }) => result === "can't be read")) {
    throw new UserError(
      `Nothing could be read: ${[...new Set(rows.map(({ why }) => why))].join('; ')}. Use credentials that may read how ` +
        `the resources of ${environment} are set up: an operator's, or the role github-plan-${environment}-… .`,
    );
  }
  const text = page({ environment, region: stack.region, ...(endpoint ? { endpoint } : {}), at: new Date(), rows });
  if (out === undefined) surroundings.out.write(text);
  else writePage(userPath(out, variables), text);
  return tell(rows, progress);
}

/** Asks both sides the same, one call after the other: services limit how often they are asked how things are set up. */
async function read(
  stack: Stack,
  clients: Clients,
  refused: (error: Error) => Error | undefined,
  progress: Progress,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  const account = await standUp(stack, { clock: new SimulatedClock(new Date()), folder });
  const local = clientsFor({
    region: stack.region,
    endpoint: account.endpoint,
    credentials: account.credentialsFor(account.operator),
    forcePathStyle: true,
  });
  try {
    const { readings, unread } = readingsOf(stack);
    const step = progress.step(`Reading ${counted(readings.length, 'resource')}`);
    const rows: Row[] = [];
    for (const reading of readings) {
      step.at(reading.blocks[0]?.address ?? '');
      const onAws = await ask(reading.read, clients, refused);
      const here = await ask(reading.read, local, () => undefined);
      rows.push(...compare(reading, onAws, here, stack.accountId));
    }
    step.done(`Asked ${counted(readings.length, 'time')} how a resource is set up`);
    return [...rows, ...unread.map(unreadRow)];
  } finally {
    close(local);
    await account.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(rows: readonly Row[], progress: Progress): number {
  const different = rows.filter(({ result }) => result === 'different');
  for (const { resource, operation, attribute, here, onAws } of different) {
    const what = `${resource}: ${operation}${attribute === '' ? '' : `, ${attribute}`}`;
    progress.line(`${what}: ${onAws ?? '(nothing)'} on AWS, ${here ?? '(nothing)'} in the stack`, 'failure');
  }
  progress.line(`${told(rows)}.`);
  return different.length === 0 ? 0 : 1;
}

function writePage(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const { message } = error as Error;
    throw new UserError(`--out ${path} can't be written (${message}).`, { cause: error });
  }
}

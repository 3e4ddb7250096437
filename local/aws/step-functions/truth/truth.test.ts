import { readAccess } from '../../../../policies/iam/access';
import { readNeighbours } from '../../../../terraform/stacks/neighbours';
import { synthesizeInto } from '../../../../terraform/test-support';
import { type Change, devStack, temporaryFolder } from '../../../test-support';
import { AccessControl } from '../../shared/access-control';
import { refusalWords } from '../interpreter/failure';
import { holds } from '../interpreter/states/choice-rule';
import { parseJson } from '../interpreter/json';
import { Variables } from '../interpreter/variables';
import { taskRoleArn, withMachine, withTaskRole } from '../sdk/test-support';
import { unsupported } from '../supported/unsupported';
import { variableReferences } from '../variable-references';
import { type Comparison, difference, readLines, type Recorded, type References, transcribe } from './recorded';
import { type Account, named, runRecorded } from './run-recorded';

jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('recorded');
let account: Account;
beforeAll(() => {
  synthesizeInto(folder);
  const stack = devStack(folder, withRoles);
  const access = new AccessControl(
    readAccess(stack, readNeighbours(stack)),
    () => undefined,
    () => new Date(0),
  );
  const roleArn = stack.blocks.find(({ type }) => type === 'aws_sfn_state_machine')?.values['role_arn'];
  account = { access, roleArn: String(roleArn), taskRoleArn };
});
afterAll(remove);

const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::000000000000:role/*' };
const invoke = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
const withRoles: Change = (json) => withMachine({ S: { Type: 'Succeed' } }, assume)(withTaskRole([invoke])(json));

/** What is refused before anything runs, or while the input is read. */
async function refusals({ machine, input }: Recorded): Promise<string[]> {
  const faults = await unsupported(machine);
  try {
    parseJson(input);
  } catch (error) {
    faults.push(String(error));
  }
  return faults;
}

test.each([
  ['states', 106],
  ['lambda', 36],
  ['functions', 129],
  ['variables', 26],
  ['jsonata', 143],
  ['sdk', 21],
  ['optimized', 24],
  ['callback', 19],
  ['credentials', 9],
])('the executions of %s that were recorded on AWS have the same %i histories here', async (file, alike) => {
  const different: string[] = [];
  const rows = readLines<Recorded>(`${file}.jsonl`).map((row) => named(row, account));
  for (const row of rows) {
    const refused = await refusals(row);
    const { history } = await runRecorded(row, account);
    const differs = refused[0] ?? difference(row.events, transcribe(history.events));
    if (differs !== undefined) different.push(`${row.test}: ${differs}`);
  }
  expect({ alike: rows.length - different.length, different }).toEqual({ alike, different: [] });
});

test('the others that were recorded are refused by name', async () => {
  const taken: string[] = [];
  const rows = readLines<Recorded>('refused.jsonl').map((row) => named(row, account));
  for (const row of rows) {
    if ((await refusals(row)).length > 0) continue;
    const { cause } = await runRecorded(row, account);
    if (!cause?.includes(refusalWords)) taken.push(row.test);
  }
  expect({ refused: rows.length - taken.length, taken }).toEqual({ refused: 42, taken: [] });
});

test('the 472 comparisons of a Choice that were recorded hold here as on AWS', () => {
  const rows = readLines<Comparison>('comparisons.jsonl');
  const different = rows.filter(({ operator, variable, value, holds: expected }) => {
    const rule = { Variable: '$.Variable', [operator]: operator.endsWith('Path') ? '$.Value' : value };
    const input = { Variable: variable, Value: value };
    const found = holds(rule, { input, context: () => ({}), variables: new Variables(), now: () => new Date(0) });
    return found !== expected;
  });
  expect([rows.length, different]).toEqual([472, []]);
});

test('the variables that a machine reads are told as DescribeStateMachine told them', async () => {
  const rows = readLines<References>('variable-references.jsonl');
  const told: object[] = [];
  for (const { machine } of rows) {
    const references = Object.entries((await variableReferences(machine)) ?? {});
    told.push(Object.fromEntries(references.map(([state, names]) => [state, [...names].sort()])));
  }
  expect(told).toEqual(rows.map(({ references }) => references));
});

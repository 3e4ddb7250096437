import { readAccess } from '../../../../policies/iam/access';
import { IamCatalog } from '../../../../policies/iam/iam-catalog';
import { roleNeeds } from '../../../../policies/needs/role-needs';
import { needChecks } from '../../../../policies/needs/rules';
import { taskNeeds } from '../../../../policies/needs/task-needs';
import { type Json, type Stack } from '../../../../terraform/stack';
import { readNeighbours } from '../../../../terraform/stacks/neighbours';
import { synthesizeInto } from '../../../../terraform/test-support';
import { NeedsRecorder } from '../../../record/needs-recorder';
import { devStack, temporaryFolder } from '../../../test-support';
import { type Use } from '../../shared/access-control';
import { allow, definition, derived, type Given, rights, run, trusting } from './test-support';
import { type Machine, taskRoleArn, withMachine, withTaskRole } from '../sdk/test-support';

// What a run of tasks as another role records, held by the proof against both roles.

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('proven-credentials');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

/** What the proof says of both roles, by what that run recorded. */
async function told(uses: readonly Use[], stack: Stack): Promise<string[]> {
  const recorder = new NeedsRecorder();
  for (const use of uses) recorder.record(use);
  const neighbours = readNeighbours(stack);
  const input = { stack, neighbours, access: readAccess(stack, neighbours), catalog: await IamCatalog.load([]) };
  return needChecks({ own: [...recorder.needs(), ...roleNeeds(stack), ...taskNeeds(stack)], bound: [] })
    .flatMap(({ rule, run: check }) => check(input).map(({ subject, message }) => `${rule}: ${subject}: ${message}`))
    .filter((one) => /task-role|state-machine-role\S*: sts:AssumeRole/.test(one));
}

test('what was recorded proves both roles: nothing is missing, and nothing more is there', async () => {
  const { uses, stack } = await run(folder);
  expect(await told(uses, stack)).toEqual([]);
  const changed = (ofTask: readonly Json[], own: readonly Json[], trusted?: Given['trusted']): Stack =>
    devStack(folder, (json) =>
      withMachine(definition.States as Record<string, Machine>, ...own)(withTaskRole(ofTask, trusted)(json)),
    );
  for (const left of rights) {
    expect(
      await told(
        uses,
        changed(
          rights.filter((one) => one !== left),
          derived,
        ),
      ),
    ).toContainEqual(expect.stringMatching(/^insufficient-access: task-role: /));
  }
  expect(await told(uses, changed(rights, []))).toContainEqual(
    expect.stringMatching(/^insufficient-access: state-machine-role\S+: sts:AssumeRole on .*task-role/),
  );
  expect(
    await told(
      uses,
      changed(rights, derived, () => trusting({ Service: 'states.amazonaws.com' })),
    ),
  ).toContainEqual(expect.stringMatching(/^insufficient-access: .*sts:AssumeRole .*no resource-based policy allows/));
  expect(await told(uses, changed([...rights, allow('s3:GetObject', 'arn:aws:s3:::other/*')], derived))).toContainEqual(
    expect.stringMatching(/^unneeded-grant: task-role: /),
  );
  const more = allow('sts:AssumeRole', `${taskRoleArn}-2`);
  expect(await told(uses, changed(rights, [...derived, more]))).toContainEqual(
    expect.stringMatching(/^unneeded-grant: state-machine-role/),
  );
});

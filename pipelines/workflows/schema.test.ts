import { schemaFaults as faults } from './schema';
import { shippedTexts } from './shipped';

const ours = shippedTexts();

test.each(Object.keys(ours))('%s is as the schema says', async (path) => {
  expect(await faults(path, ours)).toEqual([]);
});

test.each([
  ['.github/workflows/drift.yml', 'needs: [build', 'need: [build', "Unexpected value 'need'"],
  ['.github/workflows/drift.yml', 'needs: [build', 'needs: [lint', "depends on unknown job 'lint'"],
  ['.github/workflows/drift.yml', 'vars.DEPLOY', 'steps.DEPLOY', "Unrecognized named-value: 'steps'"],
  ['.github/workflows/deploy.yml', 'environment: dev', 'environmnt: dev', 'Invalid input, environmnt'],
  ['.github/actions/setup/action.yml', 'shell: bash', 'shel: bash', "Unexpected value 'shel'"],
])('%s with %j in place of %j is not', async (path, from, to, message) => {
  const text = ours[path] ?? '';
  expect(text).toContain(from);
  expect(await faults(path, { ...ours, [path]: text.replaceAll(from, to) })).toContainEqual(
    expect.stringContaining(message),
  );
});

import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';
import { repositoryRoot } from '../../scripts/repository-root';
import { readTexts } from './files';

const ours = readTexts(repositoryRoot());

/** What GitHub's own parser finds wrong, calls of other workflows included. */
async function faults(path: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const content = texts[path] ?? '';
  const trace = new NoOperationTraceWriter();
  const isWorkflow = path.startsWith('.github/workflows/');
  const parsed = isWorkflow
    ? parseWorkflow({ name: path, content }, trace)
    : parseAction({ name: path, content }, trace);
  const { context, value } = parsed;
  if (value && isWorkflow) {
    const template = await convertWorkflowTemplate(
      context,
      value,
      {
        getFileContent: async (reference) => {
          const name = 'path' in reference ? reference.path : '';
          return { name, content: texts[name] ?? '' };
        },
      },
      { fetchReusableWorkflowDepth: 1 },
    );
    return [...(template.errors ?? []).map(({ Message }) => Message), ...context.errors.getErrors().map(String)];
  }
  if (value) convertActionTemplate(context, value);
  return context.errors.getErrors().map((error) => error.message);
}

test.each(Object.keys(ours))('%s is as the schema says', async (path) => {
  expect(await faults(path, ours)).toEqual([]);
});

test.each([
  ['.github/workflows/drift.yml', 'needs: synth', 'need: synth', "Unexpected value 'need'"],
  ['.github/workflows/drift.yml', 'needs: synth', 'needs: lint', "depends on unknown job 'lint'"],
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

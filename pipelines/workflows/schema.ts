import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';

/** What GitHub's own parser finds wrong, calls of other workflows included. */
export async function schemaFaults(path: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
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

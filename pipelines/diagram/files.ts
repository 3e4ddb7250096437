import { blocksOfType } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { type Diagram } from '../../policies/diagram/diagram';
import { machineDiagram } from '../../policies/diagram/machine-diagram';
import { mermaid } from '../../policies/diagram/mermaid';
import { stackDiagram } from '../../policies/diagram/stack-diagram';
import { svg } from '../../policies/diagram/svg';

/** A diagram, and the name of its files without their ending. */
interface Named {
  readonly name: string;
  readonly diagram: Diagram;
}

/** Every file of the diagrams' folder: of each stack, and of each of its state machines, an SVG and its Mermaid. */
export async function diagramFiles(stacks: readonly Stack[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const parts: string[] = [];
  for (const stack of stacks) {
    const diagrams = diagramsOf(stack);
    for (const { name, diagram } of diagrams) {
      files.set(`${name}.svg`, await svg(diagram));
      files.set(`${name}.mmd`, mermaid(diagram));
    }
    parts.push(pageOf(stack, diagrams));
  }
  files.set('README.md', `${HEAD}\n${parts.join('\n')}`);
  return files;
}

function diagramsOf(stack: Stack): Named[] {
  const machines = blocksOfType(stack, 'aws_sfn_state_machine').filter(({ kind }) => kind === 'resource');
  return [
    { name: stack.name, diagram: stackDiagram(stack) },
    ...machines.map((block) => ({ name: `${stack.name}-${slug(block)}`, diagram: machineDiagram(stack, block) })),
  ];
}

/** `report-workflow-state-machine`: of the construct's path, as addresses are. */
const slug = ({ constructPath, name }: Block): string =>
  (constructPath?.split('/').slice(1).join('-') ?? name).replaceAll(/[^A-Za-z0-9-]+/g, '-');

const HEAD = `# What is deployed

Written by \`npm run diagram\` from the synthesized stacks; \`npm run diagram -- --check\` fails when it
is not what they say. Each picture is there as Mermaid, too.

- A box is a resource, in the group of the construct that made it, by its id there; a cylinder holds data. A role is drawn
  as what takes it, a bucket's or function's own settings, policies and logs are not drawn.
- An arrow says what one may do with the other, by the role's policy (\`reads\`, \`writes\`, or the action), or what one
  sends to the other. Dashed red: only when something failed. Dotted: it belongs to it. A service's own rights to write
  logs and traces are left out.
`;

function pageOf({ name }: Stack, diagrams: readonly Named[]): string {
  const pictures = diagrams.map(
    ({ name: file, diagram: { title } }) => `![${title}](${file}.svg)\n\n${title}: [as Mermaid](${file}.mmd)\n`,
  );
  return `## ${name}\n\n${pictures.join('\n')}`;
}

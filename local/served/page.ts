import { counted } from '../../scripts/text/words';
import { type Account } from '../aws/account';
import { localServices } from '../aws/all';
import { endpointOtherwise, endpointRefuses } from '../aws/endpoint/otherwise';
import { largestBodyOf } from '../aws/endpoint/read-body';
import { type LocalService } from '../aws/service';

/** Where it lies. */
export const PAGE = 'docs/local.md';

const services = Object.entries(localServices) as [string, LocalService<unknown, never>][];

/** `docs/local.md`: what the local account is, by what it dispatches and what each service says of itself. */
export const page = ({ wires }: Pick<Account, 'wires'>): string =>
  `${written(wires)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;

const written = (wires: Wires): string => `# What the local account serves

\`npm start\` and \`npm start -- --serve\` stand a stack up as AWS would have it ([how](run-locally.md)). **As AWS does it, or
refused by name:** what is below is served, with AWS's answers and errors; all else is refused, with its name and where it
would be written. This page is written from the code: \`npm run regenerate -- --fixtures\`.

## Operations

By the name that requests are signed for, and the folder that serves it.

${services.map(([name, service]) => operationsOf(service, wires[name])).join('\n')}

Any other operation of these is refused, and any other service, in the protocol that its client speaks: by
\`UnknownOperationException\` in JSON and CBOR, \`InvalidAction\` in Query, \`NotImplemented\` in S3's XML. A type of Terraform that nothing stands up is refused before
anything runs: [what is read](reference/terraform-json.md).

## Refused, of what is served

${bullets('Every request', endpointRefuses)}
${bullets('Bodies, by size', sizes(wires))}
${services.map(([, { service, refuses }]) => bullets(`\`${service.prefix}\``, refuses)).join('')}
## Otherwise than AWS

${bullets('Every service', endpointOtherwise)}
${services.map(([, { service, otherwise }]) => bullets(`\`${service.prefix}\``, otherwise)).join('')}`;

type Wires = Account['wires'];

function operationsOf({ service, stands }: LocalService<unknown, never>, wire: Wires[string] | undefined): string {
  const operations = [...new Set(wire?.operations ?? [])].sort();
  const told =
    operations.length > 0
      ? operations.map((name) => `\`${name}\``).join(', ')
      : 'no client asks it anything; it does its part for the others';
  return `- **\`${service.prefix}\`** (\`local/aws/${service.name}/\`, ${counted(stands.length, 'type')} of Terraform): ${told}.`;
}

function sizes(wires: Wires): string[] {
  const bySize = new Map<number, string[]>();
  for (const [name, service] of services) {
    const wire = wires[name];
    if (!wire) continue;
    const size = largestBodyOf(wire);
    bySize.set(size, [...(bySize.get(size) ?? []), `\`${service.service.prefix}\``]);
  }
  return [...bySize]
    .sort(([a], [b]) => a - b)
    .map(([size, names]) => `${(size / 1024 / 1024).toFixed(0)} MiB: ${names.join(', ')}.`);
}

const bullets = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `**${title}**\n\n${lines.map((line) => `- ${line}\n`).join('')}\n`;

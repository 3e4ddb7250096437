import { counted } from '../../../scripts/text/words';
import { type Account } from '../account';
import { localServices } from '../all';
import { endpointOtherwise, endpointRefuses } from '../endpoint/otherwise';
import { largestBodyOf } from '../endpoint/read-body';
import { knownCalls } from '../elsewhere/services/all';
import { type LocalService } from '../service';

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

Any other operation of these is refused, in the protocol that its client speaks: by
\`UnknownOperationException\` in JSON and CBOR, \`InvalidAction\` in Query, \`NotImplemented\` in S3's XML. A type of Terraform that nothing stands up is refused before
anything runs: [what is read](reference/terraform-json.md).

## Any other service, through an emulator

A call of a service that is not served is sent on to an emulator that you name ([how](run-locally.md#a-service-that-is-not-served)),
once its caller's policies here allow it; it is recorded as any call. Without one it is refused, in a line that names service, call,
role and option. Which rights a call takes, and on what, is known of these operations:

${elsewhereCalls()}
Any other operation of these is refused, and so is a call under a policy with a condition on a key of the service's own, or on a
tag: \`dynamodb:LeadingKeys\` is not derived. A call of any other service is decided where the policies grant its action on \`*\`, and say
nothing of it on some resources alone; else it is refused: which resource it is for is not known. So is one whose action is told by method
and path (REST).

- A secret is taken for one under the account's own key \`aws/secretsmanager\`, and a parameter that is a SecureString for one under
  \`aws/ssm\`, which take no right of their own. A secret that is named by its name has another end of its ARN than the emulator's, the
  same in each run.
- An answer may hold 32 MiB, and of its headers those that a client of AWS reads are handed back.

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

const elsewhereCalls = (): string =>
  Object.entries(knownCalls)
    .map(([name, { operations, variable }]) => {
      const all = Object.keys(operations)
        .sort()
        .map((one) => `\`${one}\``);
      return `- **\`${name}\`** (or \`${variable}\`): ${all.join(', ')}.\n`;
    })
    .join('');

const bullets = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `**${title}**\n\n${lines.map((line) => `- ${line}\n`).join('')}\n`;

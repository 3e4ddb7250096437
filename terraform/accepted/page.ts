import { HARMLESS } from '../../scripts/programs/terraform-variables';
import { partsOf } from '../../catalog/all';
import { modelWords } from '../../catalog/models/model-fault';
import { type Argument } from '../../catalog/arguments';
import { BESIDE } from './beside';
import {
  BACKEND,
  LIFECYCLE,
  META,
  OUTPUT,
  PASSED_OVER,
  PROVIDER,
  PROVIDERS,
  requiredProvider,
  type Section,
  TERRAFORM,
} from './sections';
import { PAGES, WORDS } from './words';

/** Where it lies. */
export const PAGE = 'docs/reference/terraform-json.md';

/** What is accepted, in the order in which the page tells it. */
const SECTIONS: readonly Section[] = [
  TERRAFORM,
  ...Object.keys(PROVIDERS).map(requiredProvider),
  BACKEND,
  ...Object.values(PROVIDER),
  META,
  LIFECYCLE,
  OUTPUT,
  ...Object.values(PASSED_OVER),
];

/** `docs/reference/terraform-json.md`: what is accepted of a stack, from what it is held against. */
export const page = (): string => `# What is read of Terraform's JSON

Whoever reads a synthesized stack (\`npm run policies\`, \`npm start\`, \`npm run diagram\`, the pipelines before they plan,
\`npm run bootstrap\` before it plans) accepts what is below, and refuses everything else by its address, with the place in
our source: all of it at once, exit code 1, before anything runs. The reports of \`npm run policies\` are written all the
same, SARIF too, with each refusal as a result of the rule \`not-understood\`, which no excuse covers.

This page is written from the lists that stacks are held against: \`npm run regenerate -- --fixtures\`.

## Blocks

A stack is one JSON object with \`terraform\`, \`provider\`, \`resource\`, \`data\`, \`output\` and \`locals\`, each one object
(no list of objects where a type or a name stands), and with the blocks that are passed over. No key stands twice in an
object; none is a template. \`//\` is a comment beside a block's arguments, and nowhere else. There is no \`null\`.
[Terraform's page](${PAGES}language/syntax/json)

- \`resource\` and \`data\`: the types [below](#types), each with its arguments. \`null_resource\` has the smoke test of a bundle
  as its provisioner.
- \`locals\`: any names, with values as below.

## Arguments

${SECTIONS.map(inWords).join('\n\n')}

\`moved\`, \`import\` and \`removed\` change no access: a plan tells what they do, and a local run says that it passes them over.

## Types

From \`catalog/services/\`. A type, or an argument, that is not here is refused by its address; \`a.b\` is the argument b of the
nested block a. What is harmless changes neither who may do what, nor where data goes, nor when or whether something runs, nor
what it costs.

${Object.entries(partsOf('arguments'))
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(typeInWords)
  .join('\n\n')}

## Values

Literals, and templates of references, lists, maps and the functions \`join\`, \`concat\`, \`jsonencode\`, \`tostring\`, \`tolist\`
and \`toset\`. A reference is to a block of the stack, to a local, or to \`path.module\` and \`path.root\`; to an argument
that is set, or to an attribute that follows from the arguments or is AWS's to draw
([the lists](../../catalog/services)). Any other expression could be \`"*"\`, and is refused: operators,
conditionals, other functions, \`%{ … }\`. Text is Unicode in the form NFC, a number is one that JavaScript holds as it stands.

## Beside the stack

Folders, and ${Object.entries(BESIDE)
  .map(([name, what]) => `\`${name}\` (${what})`)
  .join(', ')}. No workspace but \`default\` is chosen. [Terraform's page](${PAGES}language/files)

## Variables of the environment

Where a stack is read and where Terraform is started, no variable named \`TF_…\`, \`TERRAFORM_…\`, \`TOFU_…\` or \`OPENTOFU_…\` is
set but ${Object.entries(HARMLESS)
  .map(([name, what]) => `\`${name}\` (${what})`)
  .join(
    ', ',
  )}, \`TF_TOKEN_…\` (who one is to a registry), \`TF_WORKSPACE\` for \`default\`, and \`TF_CLI_CONFIG_FILE\` for a file that says
where providers come from and nothing else. [Terraform's page](${PAGES}cli/config/environment-variables)

Where Terraform is started, the files of settings at home (\`.terraformrc\`, \`.tofurc\`, \`opentofu/tofurc\`) say no more than that
either, unless \`TF_CLI_CONFIG_FILE\` names another; no variable leads to another host than AWS (\`AWS_ENDPOINT_URL…\`,
\`AWS_…_ENDPOINT\`), but to this machine; an \`endpoint_url\` in the files of a profile is not heeded
(\`AWS_IGNORE_CONFIGURED_ENDPOINT_URLS\`); and a backend that was set up before is set up anew (\`init -reconfigure\`).
[AWS's page](https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html)

## What is refused in words of its own

Whatever is not above is refused; of these it is said why.

${Object.entries(WORDS)
  .map(([name, [what, instead, below]]) => `- \`${name}\`: ${what}; ${instead}. [Terraform's page](${PAGES}${below})`)
  .join('\n')}
`;

/** Who reads each argument, or why none need. */
const limits = partsOf('limits');

const typeInWords = ([type, all]: readonly [string, Readonly<Record<string, Argument>>]): string =>
  [
    `**\`${type}\`**`,
    Object.entries(all)
      .map(([name, argument]) => `- ${code(name)}: ${argumentInWords(argument)}${limitsInWords(limits[type]?.[name])}`)
      .join('\n') || 'No argument.',
  ].join('\n\n');

const limitsInWords = (member: string | undefined): string =>
  member === undefined ? '' : `; it must ${modelWords(member)}`;

function argumentInWords(argument: Argument): string {
  if ('read' in argument) return `read by ${argument.read.map(code).join(', ')}`;
  if ('harmless' in argument) return `${argument.harmless}. [Its page](${argument.page})`;
  if ('only' in argument)
    return `${argument.only.map((one) => code(JSON.stringify(one))).join(', ')} alone. [Its page](${argument.page})`;
  if ('modelled' in argument) return `[its page](${argument.page})`;
  return `from ${argument.between[0]} to ${argument.between[1]}. [Its page](${argument.page})`;
}

const inWords = ({ of, page: below, arguments: all }: Section): string =>
  [
    `**${of}** ([Terraform's page](${PAGES}${below}))`,
    Object.keys(all).length === 0 ? 'No argument.' : '',
    Object.entries(all)
      .map(([name, { must }]) => `- \`${name}\`: ${must.replaceAll('_', '\\_')}`)
      .join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');

const code = (text: string): string => `\`${text}\``;

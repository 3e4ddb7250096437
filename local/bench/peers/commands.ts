import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStacks } from '../../../terraform/stacks/neighbours';
import { bootstrapOf, environmentsIn } from '../../../terraform/stacks/environment-stacks';
import { type Contestant, type Peers, type Setting } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';
import { synthesizedIn } from '../shared/stacks';

/**
 * cdktf's own command, which has the checkout synthesized, as its settings say, into a folder that is not there. A variable
 * of each time's own, which synthesis reads, has it made anew.
 */
export function cdktfSynth({ modules }: Peers, { here, scratch }: Setting): Contestant {
  const output = join(scratch, 'cdktf.out');
  const named = { role: 'peer', name: 'cdktf synth' } as const;
  return {
    ...named,
    run() {
      rmSync(output, { recursive: true, force: true });
      const command = ofCommand('synth', {
        ...named,
        folder: here.folder,
        args: [join(modules, 'cdktf-cli/bundle/bin/cdktf'), 'synth', '--output', output],
        variables: { CI: 'true', SYNTH_ANEW: String(performance.now()) },
      });
      return command.run();
    },
  };
}

/** What reads stacks, or the policies in them, for faults. Both end with 1 where they find some. */
export async function readers({ python }: Peers, { here, scratch }: Setting): Promise<Contestant[]> {
  const { outdir } = await synthesizedIn(here);
  const program = (name: string) => join(dirname(python), name);
  const [stacks, policies] = [join(scratch, 'checkov'), join(scratch, 'parliament')];
  copyStacks(join(outdir, 'stacks'), stacks);
  copyPolicies(join(outdir, 'stacks'), policies);
  const framework = ['--framework', 'terraform_json', '--compact', '--quiet', '--skip-download', '--soft-fail'];
  return [
    ofCommand('proof', {
      role: 'peer',
      name: 'Checkov',
      folder: scratch,
      program: program('checkov'),
      args: ['--directory', stacks, ...framework],
    }),
    ofCommand('proof', {
      role: 'peer',
      name: 'parliament',
      folder: scratch,
      program: program('parliament'),
      args: ['--directory', policies, '--minimal'],
      accepts: [0, 1],
    }),
  ];
}

/** Each environment's own and the one that prepares its account. */
const stacksIn = (stacks: string): string[] =>
  environmentsIn(stacks).flatMap((environment) => [environment, bootstrapOf(environment)]);

/** Without their blocks `terraform`: Checkov refuses a stack that has a `required_version`. */
function copyStacks(from: string, to: string): void {
  for (const name of stacksIn(from)) {
    const { terraform: _terraform, ...read } = JSON.parse(readFileSync(join(from, name, 'cdk.tf.json'), 'utf8')) as {
      readonly terraform: unknown;
    };
    mkdirSync(join(to, name), { recursive: true });
    writeFileSync(join(to, name, 'cdk.tf.json'), JSON.stringify(read, null, 2));
  }
}

/** Each policy that a role has, in a file of its own, with its references resolved. */
function copyPolicies(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const stacks = readStacks(stacksIn(from).map((name) => join(from, name)));
  for (const { name: stack, blocks } of stacks)
    for (const { type, name, values } of blocks)
      if (/^aws_iam_(role_)?policy$/.test(type) && typeof values['policy'] === 'string')
        writeFileSync(join(to, `${stack}-${type}-${name}.json`), values['policy']);
}

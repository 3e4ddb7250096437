import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';
import { UserError } from '../../scripts/user-error';

type Class = abstract new (...args: never[]) => unknown;

const BINDINGS: Readonly<Record<string, Class>> = {
  '@cdktf/provider-archive': ArchiveProvider,
  '@cdktf/provider-aws': AwsProvider,
  '@cdktf/provider-null': NullProvider,
};

/**
 * Bindings that bring a cdktf of their own (`cdktn`, or a nested folder) make resources that ours doesn't know for its
 * own: `instanceof` fails, and roles end up empty. So they must all be made for the one copy that we import.
 * @throws UserError naming both copies, by package
 */
export function requireOneCopy(
  bindings = BINDINGS,
  packages = { cdktf: TerraformElement, constructs: Construct },
): void {
  const faults = Object.entries(bindings).flatMap(([name, binding]) => [
    ...(isA(binding, packages.cdktf) ? [] : [fault(name, 'cdktf', 'terraform-element', packages.cdktf, binding)]),
    ...(isA(binding, packages.constructs)
      ? []
      : [fault(name, 'constructs', 'construct', packages.constructs, binding)]),
  ]);
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

const isA = (child: Class, parent: Class): boolean => child.prototype instanceof parent;

function fault(name: string, what: string, file: string, ours: Class, binding: Class): string {
  const copies = placesOf(file);
  return (
    `Two copies of ${what} meet: ${name} is made for another than environments/ and constructs/ import` +
    `${copies.length > 1 ? ` (loaded are ${copies.join(' and ')})` : ''}, so ${binding.name} is no ${ours.name} of theirs. ` +
    'Install one copy under every name that is imported, as environments/commands/exit/beside/package.json does for cdktn; npm ls says who brought the other.'
  );
}

/** Where a package's file was loaded from. */
const placesOf = (file: string): string[] =>
  Object.keys(require.cache).filter((path) => path.replaceAll('\\', '/').endsWith(`/lib/${file}.js`));

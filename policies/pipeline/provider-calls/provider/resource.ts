import { UserError } from '../../../../scripts/user-error';
import { type Declaration, type GoFile } from '../go/file';
import { type GoPackage } from '../go/package';

export type Phase = 'read' | 'create' | 'update' | 'delete';
export const PHASES: readonly Phase[] = ['read', 'create', 'update', 'delete'];

/** A resource of the provider: where it is written, and what runs for it. */
export interface Resource {
  readonly file: GoFile;
  /** The function that describes it; what it names beside the four runs at each plan. */
  readonly function: string;
  readonly handlers: Readonly<Record<Phase, readonly Declaration[]>>;
  /** Whether, and as what, the provider reads and writes its tags without the resource's own code. */
  readonly tags?: { readonly resourceType?: string };
}

/** What a resource of the SDK may name instead of a function of its package, to do nothing. */
const NOTHING = /^schema\.Noop(?:Context)?$/;

/** Embedded in a resource of the framework, to do nothing. */
const NO_METHOD: Readonly<Partial<Record<Phase, RegExp>>> = {
  update: /\bframework\.WithNo(?:Op)?Update\b/,
  delete: /\bframework\.WithNo(?:Op)?Delete\b/,
};

/**
 * Finds a resource by the comment that the provider registers it with: `// @SDKResource("aws_x", name="X")`.
 * https://hashicorp.github.io/terraform-provider-aws/add-a-new-resource/#register-resource-to-the-provider
 * @throws UserError when a file, the resource or one of its functions is missing
 */
export function findResource(home: GoPackage, type: string, path: string): Resource {
  const file = home.files.find((one) => one.path === path);
  if (!file) throw new UserError(`${type}: internal/service/${path} is not in the checkout.`);
  const note = new RegExp(`^// @(SDK|Framework)Resource\\("${type}"[^\\n]*\\n(?:// [^\\n]*\\n)*func (\\w+)\\(`, 'm');
  const found = note.exec(file.raw);
  const [comments = '', kind, name = ''] = found ?? [];
  if (!found) throw new UserError(`${type}: internal/service/${path} has no resource of this name.`);
  const [described] = home.named(name);
  if (!described) throw new UserError(`${type}: ${path} has no function ${name}.`);
  const tags = tagsOf(comments);
  const rest = { file, function: name, ...(tags ? { tags } : {}) };
  return kind === 'SDK'
    ? { ...rest, handlers: sdkHandlers(home, type, described) }
    : { ...rest, handlers: frameworkHandlers(home, type, described) };
}

function tagsOf(comments: string): Resource['tags'] {
  const given = /^\/\/ @Tags\((.*)\)$/m.exec(comments)?.[1];
  if (given === undefined || !given.includes('identifierAttribute')) return undefined;
  const resourceType = /resourceType="([^"]+)"/.exec(given)?.[1];
  return resourceType === undefined ? {} : { resourceType };
}

function sdkHandlers(home: GoPackage, type: string, described: Declaration): Resource['handlers'] {
  const handler = (phase: string, isNeeded: boolean): readonly Declaration[] => {
    const value = new RegExp(`^\\t\\t${phase}(?:WithoutTimeout|Context)?:\\s+(.*),$`, 'm').exec(described.text)?.[1];
    const where = `${type}: ${described.file.path} ${described.name}`;
    if (value === undefined && isNeeded) throw new UserError(`${where} names no function for ${phase}.`);
    if (value === undefined || NOTHING.test(value)) return [];
    const [variable = '', method] = value.split('.');
    const held = new RegExp(`\\b${variable} := &(\\w+)\\{`).exec(described.text)?.[1];
    const functions = method === undefined ? home.named(value) : held === undefined ? [] : home.methods(method, held);
    if (functions.length === 0)
      throw new UserError(`${where} has ${value} for ${phase}, which is no function of its package.`);
    return functions;
  };
  return {
    read: [...handler('Read', true), planned(described)],
    create: handler('Create', true),
    update: handler('Update', false),
    delete: handler('Delete', true),
  };
}

/** What a resource's description names beside its four functions: it may run at each plan, but for imports. */
export function planned(described: Declaration): Declaration {
  const text = described.text.replace(
    /^\t\t(?:(?:Create|Read|Update|Delete)(?:WithoutTimeout|Context)?:.*|Importer: &schema\.ResourceImporter\{[\s\S]*?^\t\t\},)$/gm,
    '',
  );
  return { ...described, text };
}

function frameworkHandlers(home: GoPackage, type: string, described: Declaration): Resource['handlers'] {
  const struct = /&(\w+)\{/.exec(described.text)?.[1] ?? '';
  const where = `${type}: ${described.file.path}`;
  const written = new RegExp(`^type ${struct} struct \\{[\\s\\S]*?^\\}`, 'm').exec(described.file.raw)?.[0];
  if (written === undefined) throw new UserError(`${where}: ${described.name} returns no type of this file.`);
  const method = (phase: Phase): readonly Declaration[] => {
    const name = phase.charAt(0).toUpperCase() + phase.slice(1);
    const found = home.methods(name, struct);
    if (found.length === 0 && !NO_METHOD[phase]?.test(written)) {
      throw new UserError(`${where}: ${struct} has no method ${name}.`);
    }
    return found;
  };
  return {
    read: [...method('read'), ...home.methods('ModifyPlan', struct)],
    create: method('create'),
    update: method('update'),
    delete: method('delete'),
  };
}

import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { DefaultTokenResolver, StringConcat, TerraformResource, type TerraformStack, Token, Tokenization } from 'cdktf';
import { type Deployment, iamArn } from '../parts/deployment';
import { allow, type Condition, type Statement } from '../parts/policy';

/** What one capability of the pipelines may do: `read` at each plan, `write` when it is applied. */
export interface Access {
  readonly read: readonly Statement[];
  readonly write: readonly Statement[];
}

type ResourceClass<Resource> = abstract new (...args: never[]) => Resource;

/**
 * The resources of a stack that was built beside this one, by the names that they will have: what the pipelines may do
 * follows from what there is to be done. Names become text here; a reference would make Terraform read the other
 * stack's state.
 */
export class Deployed {
  private readonly resources: readonly TerraformResource[];

  constructor(
    private readonly stack: TerraformStack,
    readonly deployment: Deployment,
  ) {
    this.resources = stack.node.findAll().filter((one) => one instanceof TerraformResource);
  }

  /**
   * What `make` gives for each resource of a class, with its text arguments as they will be. Each once. `text` of a
   * reference, with the name of an argument, is that argument of what it refers to: an ARN tells whose it is, not its name.
   */
  each<Resource extends TerraformResource>(
    type: ResourceClass<Resource>,
    make: (
      resource: Resource,
      text: (argument: string | undefined, of?: string) => string,
    ) => string | readonly string[],
  ): string[] {
    const made = this.resources
      .filter((one): one is Resource => one instanceof type)
      .flatMap((one) => make(one, (argument, of) => this.literal(one, argument, of)));
    return [...new Set(made)];
  }

  /** Of the roles that a service may assume. */
  rolesOf(service: string): string[] {
    return this.each(IamRole, ({ assumeRolePolicyInput = '', nameInput }, text) =>
      assumeRolePolicyInput.includes(`"Service":"${service}"`) ? iamArn('role', this.deployment, text(nameInput)) : [],
    );
  }

  /** Follows a reference to an argument of another resource, as `${aws_glue_catalog_database.x.name}`. */
  private literal(resource: TerraformResource, argument: string | undefined, of?: string): string {
    if (argument !== undefined && !Token.isUnresolved(argument)) return argument;
    const reference = argument === undefined ? '' : String(resolve(this.stack, argument));
    const [, type, name, attribute = ''] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(reference) ?? [];
    const target = this.resources.find((one) => one.terraformResourceType === type && one.friendlyUniqueId === name);
    const input = `${(of ?? attribute).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Input`;
    const value: unknown = target && Reflect.get(target, input);
    if (target && typeof value === 'string') return this.literal(target, value);
    throw new Error(`${resource.node.path} is named by ${reference || 'nothing'}: write a name that is known now.`);
  }
}

/** The text that a token will have in Terraform's JSON. */
const resolve = (scope: TerraformStack, token: string): unknown =>
  Tokenization.resolve(token, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false });

/** A statement on what there is; none where there is nothing. */
export const allowOn = (
  sid: string,
  actions: string | readonly string[],
  resources: readonly string[],
  condition?: Condition,
): Statement[] => (resources.length === 0 ? [] : [allow(sid, actions, resources, condition)]);

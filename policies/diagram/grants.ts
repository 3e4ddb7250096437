import { type Access } from '../iam/access';
import { type Statement } from '../iam/document';
import { type Block } from '../../terraform/stack';
import { partOf } from './resource-kinds';

/** What a role may do with one resource of the stack, or with what lies outside of it. */
export interface Grant {
  /** Of the role or the policy for users. */
  readonly holder: string;
  /** Address of the resource; absent: outside of the stack. */
  readonly target?: string;
  /** `service:Action`, sorted. */
  readonly actions: readonly string[];
}

/**
 * Every allowed action of every role, and of every policy that no role holds, by the resource that it is for. A boundary
 * only limits.
 */
export function grantsOf(access: Access, blocks: readonly Block[]): Grant[] {
  const attached = new Set(
    blocks.filter(({ type }) => type === 'aws_iam_role_policy_attachment').map(({ values }) => values['policy_arn']),
  );
  const holders = [
    ...access.roles.values(),
    ...[...access.managedPolicies.values()].filter(({ arn }) => !attached.has(arn) && !access.boundaries.has(arn)),
  ];
  const targets = new Targets(blocks);
  return holders.flatMap(({ address, statements }) => grants(address, statements, targets));
}

function grants(holder: string, statements: readonly Statement[], targets: Targets): Grant[] {
  const byTarget = new Map<string | undefined, Set<string>>();
  for (const { effect, actions, resources } of statements) {
    if (effect !== 'Allow') continue;
    for (const target of new Set((resources?.patterns ?? []).map(({ text }) => targets.at(text)))) {
      const known = byTarget.get(target) ?? new Set();
      byTarget.set(target, known);
      for (const { text } of actions.patterns) known.add(text);
    }
  }
  return [...byTarget].map(([target, actions]) => ({
    holder,
    ...(target === undefined ? {} : { target }),
    actions: [...actions].sort(),
  }));
}

/** Finds the resource that an ARN of a policy is of. */
class Targets {
  readonly #byArn: readonly (readonly [arn: string, address: string])[];

  constructor(blocks: readonly Block[]) {
    this.#byArn = blocks.flatMap(({ kind, type, address, values }) => {
      const arn = values['arn'];
      // Of a part, such as a rule's target, it is an argument: another resource's ARN.
      const own = kind === 'resource' && partOf({ type }) === undefined;
      return own && typeof arn === 'string' ? [[arn, address] as const] : [];
    });
  }

  /** The one whose ARN the pattern is, or lies under: an object in a bucket, an execution of a machine. */
  at(pattern: string): string | undefined {
    const ofMachine = pattern.replace(':execution:', ':stateMachine:');
    return this.#byArn
      .filter(([arn]) => ofMachine === arn || ofMachine.startsWith(`${arn}/`) || ofMachine.startsWith(`${arn}:`))
      .sort(([a], [b]) => b.length - a.length)[0]?.[1];
  }
}

/** Kept apart for people: who reads data, who writes it. Others are named. */
const STORES = new Set(['s3', 'glue', 'dynamodb', 'logs']);

/** What comes along with reading and writing, and is neither. */
const ALONG = /^(GetBucketLocation|AbortMultipartUpload|List\w*Multipart\w*)$/;

/** A grant in few words: `reads`, `reads, writes`, `StartQueryExecution`, `Publish`. */
export function grantLabel(actions: readonly string[]): string {
  const words = new Set<string>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    // How a topic's or a bucket's own key is used says nothing more than that it is used.
    if (service === 'kms' || ALONG.test(name)) continue;
    const isRead = /^(Get|List|Describe|Head|BatchGet)/.test(name);
    if (!STORES.has(service)) words.add(name === '*' ? `all of ${service}` : name);
    else words.add(isRead ? 'reads' : 'writes');
  }
  const all = [...words].sort();
  return all.length <= 2 ? all.join(', ') : `${all.slice(0, 2).join(', ')} + ${all.length - 2}`;
}

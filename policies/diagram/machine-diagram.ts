import { UserError } from '../../scripts/user-error';
import { text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { choiceWords } from './choice-words';
import { type Diagram, type DiagramNode, type Edge, type Group, type Shape, type Tone } from './diagram';

/** What is read of a state; the language has more. https://states-language.net/spec.html */
interface State {
  readonly Type?: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly ({ readonly Next?: string } & Readonly<Record<string, unknown>>)[];
  readonly Catch?: readonly { readonly ErrorEquals?: readonly string[]; readonly Next?: string }[];
  readonly Branches?: readonly Machine[];
  readonly Iterator?: Machine;
  readonly ItemProcessor?: Machine;
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

interface Machine {
  readonly StartAt?: string;
  readonly States?: Readonly<Record<string, State>>;
}

const START = 'start';

/** A state machine's states, with what leads from one to the other. @throws UserError for a definition that is no JSON */
export function machineDiagram(stack: Stack, block: Block): Diagram {
  const drawing = new Drawing(stack);
  drawing.nodes.push({ id: START, label: 'start', details: [], shape: 'round', tone: 'plain' });
  drawing.machine(definitionOf(block), START);
  return {
    title: `The states of ${text(block, 'name')}`,
    direction: 'TB',
    groups: drawing.groups,
    nodes: drawing.nodes,
    edges: joined(drawing.edges),
  };
}

function definitionOf(block: Block): Machine {
  try {
    return JSON.parse(text(block, 'definition')) as Machine;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${block.address}: the definition is no JSON (${(error as Error).message}).`, { cause: error });
  }
}

class Drawing {
  readonly nodes: DiagramNode[] = [];
  readonly edges: Edge[] = [];
  readonly groups: Group[] = [];

  constructor(private readonly stack: Stack) {}

  /** @param from what leads to its first state */
  machine({ StartAt, States = {} }: Machine, from: string, group?: string): void {
    if (StartAt !== undefined) this.#lead(from, StartAt, 'main');
    for (const [name, state] of Object.entries(States)) this.#state(name, state, group);
  }

  /** State names are unique in a whole machine, those in branches too. */
  #state(name: string, state: State, group: string | undefined): void {
    const { shape, tone } = lookOf(state);
    this.nodes.push({
      id: idOf(name),
      label: name,
      details: this.#detailsOf(state),
      shape,
      tone,
      ...(group === undefined ? {} : { group }),
    });
    const from = idOf(name);
    if (state.Next !== undefined) this.#lead(from, state.Next, 'main');
    for (const choice of state.Choices ?? []) this.#lead(from, choice.Next, 'main', choiceWords(choice));
    if (state.Default !== undefined) this.#lead(from, state.Default, 'main', 'otherwise');
    for (const { ErrorEquals = [], Next } of state.Catch ?? []) {
      this.#lead(from, Next, 'exception', ErrorEquals.includes('States.ALL') ? 'any error' : ErrorEquals.join(', '));
    }
    const inner = [
      ...(state.Branches ?? []),
      ...[state.ItemProcessor ?? state.Iterator].filter((one) => one !== undefined),
    ];
    inner.forEach((machine, index) => {
      const id = `${name} ${index + 1}`;
      const label = state.Type === 'Map' ? `${name}: for each item` : `${name}: branch ${index + 1}`;
      this.groups.push({ id, label, ...(group === undefined ? {} : { within: group }) });
      this.machine(machine, from, id);
    });
  }

  #lead(from: string, to: string | undefined, kind: Edge['kind'], label?: string): void {
    if (to !== undefined) this.edges.push({ from, to: idOf(to), kind, ...(label === undefined ? {} : { label }) });
  }

  #detailsOf(state: State): string[] {
    if (state.Type === 'Task' && state.Resource !== undefined) return [this.#resource(state.Resource)];
    if (state.Type === 'Wait') {
      const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
      if (Seconds !== undefined) return [`${Seconds} s`];
      if (SecondsPath !== undefined) return [`${SecondsPath} s`];
      return [`until ${Timestamp ?? TimestampPath ?? '?'}`];
    }
    // The others' shapes say what they are.
    return state.Type === 'Pass' || state.Type === 'Map' || state.Type === 'Parallel' ? [state.Type] : [];
  }

  /** The function's name as its construct has it, or the integration's: `sns:publish`. */
  #resource(arn: string): string {
    const block = this.stack.blocks.find(({ type, values }) => type === 'aws_lambda_function' && values['arn'] === arn);
    const path = block?.constructPath?.split('/').filter((part) => part !== 'Resource');
    return path ? `λ ${path.at(-1) ?? ''}` : arn.split(':').slice(5).join(':') || arn;
  }
}

/** Not "start", and not what Mermaid or Graphviz keep for themselves. */
const idOf = (name: string): string => `state ${name}`;

function lookOf({ Type }: State): { readonly shape: Shape; readonly tone: Tone } {
  switch (Type) {
    case 'Task':
      return { shape: 'box', tone: 'compute' };
    case 'Choice':
      return { shape: 'diamond', tone: 'event' };
    case 'Wait':
      return { shape: 'box', tone: 'watch' };
    case 'Succeed':
      return { shape: 'round', tone: 'good' };
    case 'Fail':
      return { shape: 'round', tone: 'bad' };
    default:
      return { shape: 'box', tone: 'plain' };
  }
}

/** One edge for each pair and kind: several choices that lead to one state are joined by "or". */
function joined(edges: readonly Edge[]): Edge[] {
  const found = new Map<string, Edge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, edge.kind]);
    const label = either(found.get(key)?.label, edge.label);
    found.set(key, { ...edge, ...(label === undefined ? {} : { label }) });
  }
  return [...found.values()];
}

/** `$.state = QUEUED or RUNNING`: what both begin with is said once. */
function either(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const subject = /^\S+ = /.exec(one)?.[0];
  return `${one} or ${subject !== undefined && other.startsWith(subject) ? other.slice(subject.length) : other}`;
}

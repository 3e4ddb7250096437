import fc from '../../../scripts/jest/properties';

// Machines that assign two variables by chance, and what of them must not compile: found by going round until nothing
// changes, which the types do not do.

type Variable = 'x' | 'y';
type Value = 'number' | 'text' | Variable;
type Assign = Readonly<Partial<Record<Variable, Value>>>;
interface Way {
  readonly to: number;
  readonly assign: Assign;
}
interface State {
  readonly kind: 'Pass' | 'Task' | 'Choice' | Variable;
  /** The first leads to the next state: so each is reached, and leads to the end. Others are a Choice's rules, or a Catch. */
  readonly ways: readonly [Way, ...Way[]];
}
export interface Ways {
  readonly isJsonata: boolean;
  readonly states: readonly State[];
}

const assign: fc.Arbitrary<Assign> = fc.record(
  {
    x: fc.constantFrom<Value>('number', 'text', 'x', 'y'),
    y: fc.constantFrom<Value>('number', 'number', 'x', 'y'),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const stateAt = (at: number, count: number): fc.Arbitrary<State> => {
  const other = fc.record({ to: fc.nat(count), assign });
  const next = assign.map((values): Way => ({ to: at + 1, assign: values }));
  const state = (kind: State['kind'], others: fc.Arbitrary<Way[]>) =>
    fc.tuple(next, others).map(([first, rest]): State => ({ kind, ways: [first, ...rest] }));
  return fc.oneof(
    state('Pass', fc.constant([])),
    state('Task', fc.array(other, { minLength: 1, maxLength: 1 })),
    state('Choice', fc.array(other, { minLength: 1, maxLength: 2 })),
    state('x', fc.constant([])),
    state('y', fc.constant([])),
  );
};

/** Else most reads would be of what the start has not. */
const start = fc
  .record<Assign>({ x: fc.constantFrom('number', 'text'), y: fc.constant('number') }, { requiredKeys: ['x'] })
  .map((values): State => ({ kind: 'Pass', ways: [{ to: 1, assign: values }] }));

export const ways: fc.Arbitrary<Ways> = fc.integer({ min: 4, max: 8 }).chain((count) =>
  fc.record({
    isJsonata: fc.boolean(),
    states: fc.tuple(start, ...Array.from({ length: count - 1 }, (_, at) => stateAt(at + 1, count))),
  }),
);

/** Of a variable where a state is entered. */
type Held = ReadonlySet<'number' | 'text' | 'missing'>;
/** By state, the end after the last. */
type All = readonly Readonly<Record<Variable, Held>>[];

/** The places of the states that must not compile. */
export function faultyStates({ states }: Ways): number[] {
  const found = settled(states, settled(states, undefined));
  return states.flatMap(({ kind, ways: leaving }, at) => {
    const has = (variable: Value, type: 'missing' | 'text') =>
      (variable === 'x' || variable === 'y') && found[at]?.[variable].has(type) === true;
    const isRead = kind === 'x' || kind === 'y' ? has(kind, 'missing') || has(kind, 'text') : false;
    const isMissed = leaving.some(({ assign: values }) => Object.values(values).some((value) => has(value, 'missing')));
    return isRead || isMissed ? [at] : [];
  });
}

/** Round and round. `missing`: of what is missing on some way nothing is read, which is told of where it stands. */
function settled(states: readonly State[], missing: All | undefined): All {
  const start = { x: new Set(['missing'] as const), y: new Set(['missing'] as const) };
  const held: Record<Variable, Held>[] = [start, ...states.map(() => ({ x: new Set<never>(), y: new Set<never>() }))];
  for (let size = 0; size !== sizeOf(held);) {
    size = sizeOf(held);
    states.forEach(({ ways: leaving }, at) => {
      for (const { to, assign: values } of leaving) {
        for (const variable of ['x', 'y'] as const) {
          const value = values[variable];
          const there = held[to];
          if (there) there[variable] = new Set([...there[variable], ...given(at, variable, value)]);
        }
      }
    });
  }
  return held;

  function given(at: number, variable: Variable, value: Value | undefined): Iterable<'number' | 'text' | 'missing'> {
    if (value === undefined) return held[at]?.[variable] ?? [];
    if (value === 'number' || value === 'text') return [value];
    if (missing?.[at]?.[value].has('missing') !== false) return [];
    return held[at]?.[value] ?? [];
  }
}

const sizeOf = (held: All): number => held.reduce((sum, { x, y }) => sum + x.size + y.size, 0);

/** The source of a machine, a line for each state: it begins with `name`, and the state's place. */
export function sourceOfWays({ isJsonata, states }: Ways, name: string): string {
  const values = {
    number: '1',
    text: isJsonata ? "'{% $states.context.Execution.Name %}'" : "'$$.Execution.Name'",
    x: isJsonata ? "'{% $x %}'" : "'$x'",
    y: isJsonata ? "'{% $y %}'" : "'$y'",
  };
  const keeping = isJsonata ? "output: '{% $states.input %}'" : 'resultPath: null';
  const assigning = (given: Assign) =>
    `assign: { ${Object.entries(given)
      .map(([variable, value]) => `${variable}: ${values[value]}`)
      .join(', ')} }`;
  const lines = states.map(({ kind, ways: [next, ...others] }, at) => {
    const onward = `${assigning(next.assign)}, next: '${name}${next.to}'`;
    const clauses = (condition: string) =>
      others.map((way) => `{ ${condition}, ${assigning(way.assign)}, next: '${name}${way.to}' }`).join(', ');
    const fields = {
      Pass: () => `type: 'Pass', ${onward}`,
      Task: () =>
        `type: 'Task', run: poll, ${isJsonata ? 'arguments' : 'parameters'}: { id: 'x' }, ${keeping}, ` +
        `catch: [${clauses(`errorEquals: ['States.ALL'], ${keeping}`)}], ${onward}`,
      Choice: () =>
        `type: 'Choice', choices: [${clauses(isJsonata ? 'condition: true' : "variable: '$.id', stringEquals: 'x'")}], ` +
        onward.replace(', next:', ', default:'),
      x: () => `type: 'Wait', ${isJsonata ? 'seconds' : 'secondsPath'}: ${values.x}, ${onward}`,
      y: () => `type: 'Wait', ${isJsonata ? 'seconds' : 'secondsPath'}: ${values.y}, ${onward}`,
    };
    return `    ${name}${at}: { ${fields[kind]()} },`;
  });
  return `export const ${name} = stateMachine<{ id: string }>()({
  startAt: '${name}0',${isJsonata ? "\n  queryLanguage: 'JSONata'," : ''}
  states: {
${lines.join('\n')}
    ${name}${states.length}: { type: 'Succeed' },
  },
});
`;
}

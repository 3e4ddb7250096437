/** The head of a made machine: a handler that is asked again and again. `language` is the builder's folder. */
const head = (language: string) => `
import { lambdaTask } from '${language}/written/lambda-task';
import { stateMachine } from '${language}/state-machine';
interface Schema<T> { readonly _zod: { readonly input: T; readonly output: T } }
const poll = lambdaTask<Schema<{ id: string }>, Schema<{ id: string; state: 'RUNNING' | 'DONE' }>>()('poll');
const toFailed = [{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: 'Failed' }] as const;
`;

const round = (n: number, next: string) => `
    Poll${n}: { type: 'Task', run: poll, parameters: { id: '$.id' }, retry: [{ errorEquals: ['States.Timeout'] }], catch: toFailed, next: 'Which${n}' },
    Which${n}: { type: 'Choice', choices: [{ variable: '$.state', oneOf: ['DONE'], next: 'Note${n}' }], default: 'Wait${n}' },
    Wait${n}: { type: 'Wait', seconds: 30, next: 'Poll${n}' },
    Note${n}: { type: 'Task', run: poll, resultPath: '$.note', catch: toFailed, next: '${next}' },`;

/** The source of a machine of poll loops, four states each, and two ends: of `states` states, a multiple of four and two. */
export function pollLoops(language: string, states: number): string {
  const rounds = (states - 2) / 4;
  const all = Array.from({ length: rounds }, (_, n) => round(n, n + 1 < rounds ? `Poll${n + 1}` : 'Done'));
  return `${head(language)}
export const machine = stateMachine<{ id: string }>()({
  startAt: 'Poll0',
  states: {${all.join('')}
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
  },
});
`;
}

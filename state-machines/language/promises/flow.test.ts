import { assume } from '../written/intrinsic';
import { Done, machine, poll, send, startIt, told } from './promises.test-support';

describe('the payload, on its way through a state', () => {
  it('is followed through InputPath, Parameters, ResultSelector, ResultPath and OutputPath', () => {
    const good = {
      startAt: 'Start',
      states: {
        Start: {
          ...startIt,
          resultSelector: { key: '$.id', run: '$$.Execution.Name' },
          resultPath: '$.query.started',
          next: 'Poll',
        },
        Poll: {
          type: 'Task',
          run: poll,
          inputPath: '$.query.started',
          parameters: { id: '$.key' },
          resultSelector: { state: '$.state' },
          resultPath: '$.polled',
          outputPath: '$.polled',
          next: 'Which',
        },
        Which: { type: 'Choice', choices: [{ variable: '$.state', oneOf: ['DONE'], next: 'Fixed' }], default: 'Done' },
        Fixed: { type: 'Pass', result: { id: 'x', of: [{ n: 1 }, { n: 2 }] }, next: 'Numbers' },
        Numbers: { type: 'Pass', parameters: { all: '$.of[*].n', first: '$.of[0].n', id: '$.id' }, next: 'Wait' },
        Wait: { type: 'Wait', secondsPath: '$.first', outputPath: '$.all', next: 'Sum' },
        Sum: { type: 'Wait', secondsPath: '$[1]', inputPath: assume<[number, number]>('$'), end: true },
        Done: { ...Done, inputPath: '$.state' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('an InputPath that leads nowhere, and a field that it took away', () => {
    const path = { startAt: 'D', states: { D: { ...Done, inputPath: '$.dya' } } } as const;
    const field = {
      startAt: 'P',
      states: { P: { type: 'Pass', inputPath: '$.day', parameters: { n: '$.count' }, next: 'Done' }, Done },
    } as const;
    const nothing = {
      startAt: 'P',
      states: { P: { type: 'Pass', inputPath: null, parameters: { n: '$.count' }, next: 'Done' }, Done },
    } as const;
    // @ts-expect-error misspelt
    machine(path);
    told<"'$.dya': there is no field 'dya' here">()(path, path);
    // @ts-expect-error a text has no count
    machine(field);
    told<"'$.count': there is no field 'count' here">()(field, field);
    // @ts-expect-error nor has {}
    machine(nothing);
    told<"'$.count': there is no field 'count' here">()(nothing, nothing);
  });

  it('a handler that gets what InputPath left', () => {
    const bad = {
      startAt: 'S',
      states: {
        S: { ...startIt, resultPath: '$.query', next: 'P' },
        P: { type: 'Task', run: poll, inputPath: '$.query.state', end: true },
      },
    } as const;
    // @ts-expect-error a text
    machine(bad);
    told<"State 'P': its handler needs field 'id', which the payload may lack">()(bad, bad);
  });

  it('a ResultSelector reads the result, not the payload; an OutputPath what ResultPath made', () => {
    const selector = {
      startAt: 'S',
      states: { S: { ...startIt, resultSelector: { day: '$.day' }, next: 'Done' }, Done },
    } as const;
    const output = {
      startAt: 'S',
      states: { S: { ...startIt, resultPath: '$.query', outputPath: '$.id', next: 'Done' }, Done },
    } as const;
    const next = {
      startAt: 'S',
      states: {
        S: { ...startIt, resultPath: '$.query', outputPath: '$.query', next: 'F' },
        F: { type: 'Fail', error: '$.day', cause: '$.id' },
      },
    } as const;
    // @ts-expect-error a query has no day
    machine(selector);
    told<"'$.day': there is no field 'day' here">()(selector, selector);
    // @ts-expect-error it is in query
    machine(output);
    told<"'$.id': there is no field 'id' here">()(output, output);
    // @ts-expect-error the rest is gone
    machine(next);
    told<"'$.day': there is no field 'day' here">()(next, next);
  });

  it('a ResultPath through a field that is no object', () => {
    const bad = {
      startAt: 'S',
      states: { S: { ...startIt, resultPath: '$.day.query', next: 'Done' }, Done },
    } as const;
    // @ts-expect-error day is a text
    machine(bad);
    told<"resultPath '$.day.query' would change the type of the payload's field 'day'">()(bad, bad);
  });

  it('a Pass with a result and parameters', () => {
    const bad = {
      startAt: 'P',
      states: { P: { type: 'Pass', result: 1, parameters: { a: 1 }, next: 'Done' }, Done },
    } as const;
    // @ts-expect-error one would win
    machine(bad);
    told<'A Pass hands on its result or its parameters, not both'>()(bad, bad);
  });

  it('an OutputPath that takes another part of the payload on each round', () => {
    const bad = {
      startAt: 'S',
      states: {
        S: { type: 'Pass', result: { a: { a: { a: 1 } } }, next: 'Peel' },
        Peel: { type: 'Wait', seconds: 1, outputPath: '$.a', next: 'Which' },
        Which: { type: 'Choice', choices: [{ variable: '$.a', isNumeric: true, next: 'Done' }], default: 'Peel' },
        Done,
      },
    } as const;
    // @ts-expect-error there is less of it on each
    machine(bad);
    told<"State 'Peel': the payload's type would change on each round of its loop">()(bad, bad);
  });

  it('a list may be shorter than one hopes; a tuple is not', () => {
    const list = {
      startAt: 'P',
      states: {
        P: { type: 'Pass', parameters: { tags: assume<string[]>('$..tag') }, next: 'F' },
        F: { type: 'Fail', error: '$.tags[0]', cause: '$.tags[*]' },
      },
    } as const;
    // @ts-expect-error and all of them are no text
    machine(list);
    told<"'$.tags[0]': the list may have no item 0; vouch for it with assume" | "'$.tags[*]' is not a text">()(
      list,
      list,
    );
  });
});

describe('the context object', () => {
  it('tells of execution, state and machine everywhere', () => {
    const good = {
      startAt: 'P',
      states: {
        P: {
          type: 'Pass',
          parameters: {
            state: '$$.State.Name',
            entered: '$$.State.EnteredTime',
            retries: '$$.State.RetryCount',
            machine: '$$.StateMachine.Id',
            role: '$$.Execution.RoleArn',
            day: '$$.Execution.Input.day',
          },
          next: 'T',
        },
        T: {
          type: 'Task',
          run: send,
          parameters: { id: '$.state', owner: { name: '$.day', run: '$.retries' } },
          end: true,
        },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('has no token outside of a task that waits for one, no item outside of a Map, no time of a redrive for sure', () => {
    const bad = {
      startAt: 'P',
      states: {
        P: {
          type: 'Pass',
          parameters: { token: '$$.Task.Token', item: '$$.Map.Item.Value', redriven: '$$.Execution.RedriveTime' },
          end: true,
        },
      },
    } as const;
    // @ts-expect-error none of the three
    machine(bad);
    told<
      | "'$$.Task.Token': there is no field 'Task' here"
      | "'$$.Map.Item.Value': there is no field 'Map' here"
      | "'$$.Execution.RedriveTime': field 'RedriveTime' may be absent here"
    >()(bad, bad);
  });
});

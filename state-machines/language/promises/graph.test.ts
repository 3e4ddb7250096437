import { Done, machine, startIt, told } from './promises.test-support';

describe('a dangling name does not compile', () => {
  it('startAt', () => {
    const bad = { startAt: 'Begin', states: { Done } } as const;
    // @ts-expect-error startAt names no state
    machine(bad);
    told<
      | "startAt: there is no state 'Begin' in this machine"
      | "State 'Done' is unreachable: no way from startAt leads to it"
    >()(bad, bad);
  });

  it('next', () => {
    const bad = { startAt: 'Start', states: { Start: { ...startIt, next: 'Nowhere' } } } as const;
    // @ts-expect-error next names no state
    machine(bad);
    told<"next: there is no state 'Nowhere' in this machine">()(bad, bad);
  });

  it('catch', () => {
    const bad = {
      startAt: 'Start',
      states: { Start: { ...startIt, catch: [{ errorEquals: ['States.ALL'], next: 'Nowhere' }], next: 'Done' }, Done },
    } as const;
    // @ts-expect-error a Catch leads nowhere
    machine(bad);
    told<"catch: there is no state 'Nowhere' in this machine">()(bad, bad);
  });

  it('default and choices', () => {
    const bad = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.count', numericLessThan: 1, next: 'Here' }],
          default: 'There',
        },
      },
    } as const;
    // @ts-expect-error both ways lead nowhere
    machine(bad);
    told<"choices: there is no state 'Here' in this machine" | "default: there is no state 'There' in this machine">()(
      bad,
      bad,
    );
  });
});

describe('a graph without a way in or out does not compile', () => {
  it('an unreachable state', () => {
    const bad = { startAt: 'Done', states: { Done, Orphan: { type: 'Pass', next: 'Done' } } } as const;
    // @ts-expect-error nothing leads to Orphan
    machine(bad);
    told<"State 'Orphan' is unreachable: no way from startAt leads to it">()(bad, bad);
  });

  it('states that only lead to each other', () => {
    const bad = {
      startAt: 'Done',
      states: { Done, Ping: { type: 'Pass', next: 'Pong' }, Pong: { type: 'Pass', next: 'Ping' } },
    } as const;
    // @ts-expect-error nothing leads to either
    machine(bad);
    told<
      | "State 'Ping' is unreachable: no way from startAt leads to it"
      | "State 'Pong' is unreachable: no way from startAt leads to it"
    >()(bad, bad);
  });

  it('a loop without an end', () => {
    const bad = { startAt: 'Wait', states: { Wait: { type: 'Wait', seconds: 1, next: 'Wait' } } } as const;
    // @ts-expect-error no Succeed or Fail
    machine(bad);
    told<"State 'Wait' is in a loop without an end: no Succeed or Fail can be reached from it">()(bad, bad);
  });
});

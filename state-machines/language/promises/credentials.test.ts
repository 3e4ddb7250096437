import * as fn from '../written/intrinsic';
import type { Credentials } from '../written/credentials';
import type { MachineLiteral } from '../written/literal';
import { startExecutionSync } from '../services/services';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
import { Done, machine, startIt, told } from './promises.test-support';

// The role as which a Task runs.

const as = <const C extends Credentials>(credentials: C) =>
  ({ startAt: 'T', states: { T: { ...startIt, credentials, next: 'Done' }, Done } }) as const;
const inJsonata = <const C extends Credentials>(credentials: C) =>
  ({
    startAt: 'T',
    queryLanguage: 'JSONata',
    states: {
      T: {
        type: 'Task',
        run: startIt.run,
        arguments: { day: '{% $states.input.day %}', limit: 10 },
        credentials,
        next: 'Done',
      },
      Done,
    },
  }) as const;

const other = 'arn:aws:iam::111111111111:role/reports';
const start = 'arn:aws:lambda:eu-west-1:000000000000:function:start';
const assumed = (...resources: string[]) => ({ sid: 'AssumeTaskRoles', actions: ['sts:AssumeRole'], resources });

describe('credentials', () => {
  it('name the role, whose ARN render is handed: the machine’s role may assume it, and needs nothing else', () => {
    const literal = as({ roleArn: 'other' });
    const { definition, permissions, usedArns } = render(machine(literal), { start, other });
    told<never>()(literal, literal);
    expect(definition.States['T']).toEqual({
      Type: 'Task',
      Resource: start,
      Parameters: { 'day.$': '$.day', limit: 10 },
      Credentials: { RoleArn: other },
      Next: 'Done',
    });
    expect(permissions).toEqual([assumed(other)]);
    expect(usedArns).toEqual([start, other]);
    // @ts-expect-error render is not handed the role
    expect(() => render(machine(literal), { start })).toThrow('No ARN for "other"');
  });

  it('or read it, and name those that it may be', () => {
    const arns = { start, one: other, two: `${other}2` };
    const roles = ['one', 'two'] as const;
    const byPath = render(machine(as({ roleArn: '$.day', roles })), arns);
    const byCall = render(machine(as({ roleArn: fn.format('{}', '$.day'), roles })), arns);
    const byExpression = render(machine(inJsonata({ roleArn: '{% $states.input.day %}', roles })), arns);
    expect([byPath, byCall, byExpression].map(({ definition }) => definition.States['T']?.['Credentials'])).toEqual([
      { 'RoleArn.$': '$.day' },
      { 'RoleArn.$': "States.Format('{}', $.day)" },
      { RoleArn: '{% $states.input.day %}' },
    ]);
    expect(byPath.permissions).toEqual([assumed(other, `${other}2`)]);
    expect(byExpression.permissions).toEqual(byPath.permissions);
    expect(render(machine(as({ roleArn: '${ROLE}' })), { start, '${ROLE}': other }).permissions).toEqual([
      assumed(other),
    ]);
  });

  it('take with them what the task needs otherwise: the rule of a job that is waited for too', () => {
    const nested = stateMachine<{ day: string }>()({
      startAt: 'T',
      states: {
        T: {
          type: 'Task',
          run: startExecutionSync<{ day: string }, unknown>()('nested'),
          parameters: { Input: { day: '$.day' } },
          credentials: { roleArn: 'other' },
          end: true,
        },
      },
    });
    const arns = { nested: 'arn:aws:states:eu-west-1:111111111111:stateMachine:nested', other };
    expect(render(nested, arns).permissions).toEqual([assumed(other)]);
  });

  it('no role that is not there, is no text, or is of the other language; no other field; of a Task alone', () => {
    const nowhere = as({ roleArn: '$.role', roles: ['a'] });
    const number = as({ roleArn: '$.count', roles: ['a'] });
    const open = as({ roleArn: '$.day' });
    const closed = as({ roleArn: 'a', roles: ['a'] });
    const expression = as({ roleArn: '{% $states.input.day %}', roles: ['a'] });
    const capital = as({ roleArn: 'a', RoleArn: 'a' } as const);
    const path = inJsonata({ roleArn: '$.day', roles: ['a'] });
    const unknown = inJsonata({ roleArn: '{% $states.input.role %}', roles: ['a'] });
    const pass = {
      startAt: 'P',
      states: { P: { type: 'Pass', credentials: { roleArn: 'a' }, end: true } },
    } as const;
    // @ts-expect-error no such field
    machine(nowhere);
    told<"'$.role': there is no field 'role' here">()(nowhere, nowhere);
    // @ts-expect-error count is a number
    machine(number);
    told<"'$.count' is not a text">()(number, number);
    // @ts-expect-error which may it be?
    machine(open);
    told<'A role that is read when the machine runs is one of some: name them (roles)'>()(open, open);
    // @ts-expect-error it is that one
    machine(closed);
    told<"The role is 'a': roles are for one that is read when the machine runs">()(closed, closed);
    // @ts-expect-error in a machine in JSONPath
    machine(expression);
    told<"roleArn '{% $states.input.day %}': that is JSONata's">()(expression, expression);
    // @ts-expect-error AWS's spelling
    machine(capital);
    told<"The credentials of a Task takes no 'RoleArn'">()(capital, capital);
    // @ts-expect-error in a machine in JSONata
    machine(path);
    told<"roleArn '$.day': in JSONata a role is read by an expression, {% … %}">()(path, path);
    // @ts-expect-error no such field
    machine(unknown);
    told<"'$states.input.role': there is no field 'role' here">()(unknown, unknown);
    // @ts-expect-error it does nothing
    machine(pass);
    told<"A Pass state takes no 'credentials'">()(pass, pass);
  });

  it.each([
    [{ roleArn: '$.day' }, 'name them (roles)'],
    [{ roleArn: 'a', roles: ['a'] }, 'roles are for one that is read when the machine runs'],
    [{ roleArn: '{% $x %}', roles: [] }, "'{% $x %}' does not read a role in JSONPath"],
    [{ roleArn: '$.a b', roles: [] }, "'$.a b' is no path"],
    [{ RoleArn: 'a' }, "credentials take no 'RoleArn'"],
    [{}, 'credentials need the name of a role, or what reads it (roleArn)'],
    ['a', 'credentials must be an object: { roleArn }'],
  ])('%j of a program is refused', (credentials, words) => {
    const literal = { startAt: 'T', states: { T: { ...startIt, credentials, end: true } } };
    expect(() => render(stateMachine()(literal as unknown as MachineLiteral), { start, a: other })).toThrow(words);
  });

  it('a path in JSONata of a program is, too', () => {
    const literal = inJsonata({ roleArn: '$.day', roles: [] }) as unknown as MachineLiteral;
    expect(() => render(stateMachine()(literal), { start })).toThrow("'$.day' does not read a role in JSONata");
  });
});

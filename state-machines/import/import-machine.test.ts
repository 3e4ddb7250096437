import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratchFolder } from './compile';
import { importMachine } from './import-machine';

const root = resolve(__dirname, '../..');
const imported = (machine: object) => importMachine({ ...machine }, () => true);
const one = (state: object, machine: object = {}) => ({
  StartAt: 'S',
  States: { S: { ...state, End: true } },
  ...machine,
});

describe('what is made up', () => {
  const put = (bus: object) =>
    imported(
      one({
        Type: 'Task',
        Resource: 'arn:aws:states:::events:putEvents',
        Parameters: { Entries: [{ Source: 's', DetailType: 't', Detail: {}, ...bus }] },
      }),
    );

  it('is told of, and nothing else: an ARN that is written out is as it was', () => {
    const arn = 'arn:aws:events:eu-west-1:111122223333:event-bus/orders';
    expect(put({ EventBusName: arn }).notes).toEqual([]);
    expect(put({ EventBusName: arn }).source).toContain(`"${arn}"`);
    const [named, ...others] = put({ EventBusName: 'orders' }).notes;
    expect(others).toEqual([]);
    expect(named).toMatch(/^arn:aws:events:us-east-1:123456789012:event-bus\/orders: region and account are made up/);
  });

  it("is no queue's ARN whose URL is written out", () => {
    const send = (url: string) =>
      imported(
        one({
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Parameters: { QueueUrl: url, MessageBody: 'x' },
        }),
      );
    const known = send('https://sqs.eu-west-1.amazonaws.com/111122223333/orders');
    expect(known.notes).toEqual([]);
    expect(known.source).toContain('"arn:aws:sqs:eu-west-1:111122223333:orders"');
    const placeholder = send('${OrdersUrl}');
    expect(placeholder.source).toContain('saidBy("QueueUrl", sqsSendMessage("OrdersUrl"))');
    expect(placeholder.notes).toEqual([
      expect.stringMatching(/made up in part; give the ARN of what "\$\{OrdersUrl\}" says/),
    ]);
  });
});

describe('variables', () => {
  it('are imported in JSONPath', () => {
    const { source, untypedTasks } = imported({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { n: 1, 'day.$': '$.day' }, Next: 'B' },
        B: { Type: 'Pass', Parameters: { 'of.$': '$day', 'sum.$': 'States.MathAdd($n, 1)' }, End: true },
      },
    });
    expect(source).toContain('"assign": { "n": 1, "day": assume<unknown>("$.day") }');
    expect(source).toContain('fn.mathAdd(assume<number>("$n"), 1)');
    expect(untypedTasks).toBe(0);
  });

  it('are imported in JSONata', () => {
    const { source } = imported({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { n: '{% $states.input.n %}' }, Output: { list: ['{% $n %}'] }, Next: 'B' },
        B: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $n > 1 and $states.input.list = 2 %}', Next: 'C' },
            { Condition: '{% $count($states.input.list) > 1 %}', Next: 'C', Comment: 'many' },
          ],
          Default: 'C',
        },
        C: { Type: 'Wait', Seconds: '{% $n %}', Next: 'D' },
        D: { Type: 'Fail', Error: 'E', Cause: '{% $string($n) %}' },
      },
    });
    expect(source).toContain('"assign": { "n": "{% $states.input.n %}" }');
    expect(source).toContain('{ "condition": "{% $n > 1 and $states.input.list = 2 %}", "next": "C" }');
    expect(source).toContain('assume<boolean>("{% $count($states.input.list) > 1 %}")');
    expect(source).toContain('"seconds": assume<number>("{% $n %}")');
  });
});

describe('what a machine says of itself', () => {
  it('is a version that says what holds anyway, or is refused', () => {
    expect(imported(one({ Type: 'Pass' }, { Version: '1.0' })).source).not.toContain('1.0');
    expect(() => imported(one({ Type: 'Pass' }, { Version: '2.0' }))).toThrow(
      'the machine: Version "2.0" must be "1.0", the only one that there is',
    );
  });

  it('is its language, and that of each state', () => {
    expect(imported(one({ Type: 'Pass' }, { QueryLanguage: 'JSONPath' })).source).toContain(
      '"queryLanguage": "JSONPath"',
    );
    const { source } = imported(one({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input %}' }));
    expect(source).toContain('"queryLanguage": "JSONata", "output": "{% $states.input %}"');
    expect(() => imported(one({ Type: 'Pass' }, { QueryLanguage: 'JSONPATH' }))).toThrow(
      'the machine: QueryLanguage "JSONPATH" must be JSONPath or JSONata',
    );
    expect(() => imported(one({ Type: 'Pass', Parameters: {} }, { QueryLanguage: 'JSONata' }))).toThrow(
      'state "S": the builder takes no Parameters there',
    );
  });
});

describe('the command', () => {
  const folder = scratchFolder(root);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('compiles what it wrote, and tells where it does not', () => {
    const machine = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Result: { n: 1 }, ResultPath: '$.result', Next: 'B' },
        B: { Type: 'Pass', Result: 'x', ResultPath: '$.result', End: true },
      },
    };
    const [file, out] = [join(folder, 'twice.asl.json'), join(folder, 'twice.ts')];
    writeFileSync(file, JSON.stringify(machine));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/run.mjs', 'state-machines/import/main.ts', file, '--out', out],
      { cwd: root, encoding: 'utf8' },
    );
    const at = readFileSync(out, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes("B: { type: 'Pass'"));
    expect(stderr.trim().split('\n')).toEqual([
      `${out}:${at + 1}  resultPath '$.result' would change the type of the payload's field 'result'`,
      'twice.asl.json: written, and rendered back equal, but it does not compile: see above.',
    ]);
    expect(status).toBe(1);
  });
});

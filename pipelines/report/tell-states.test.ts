import { Progress } from '../../scripts/text/progress';
import { type Visit } from './visits';
import { StateTeller } from './tell-states';

const second = (count: number) => new Date(count * 1000);
const visit = (state: string, entered: number, left?: number): Visit => ({
  state,
  type: 'Task',
  entered: second(entered),
  ...(left === undefined ? {} : { left: second(left) }),
  errors: [],
});
const execution = { arn: 'a', name: 'n', status: 'RUNNING', started: second(0), redriveCount: 0 };

/** What is written while the visits are seen one look after the other, each at its second. */
function written(looks: readonly (readonly [at: number, visits: readonly Visit[], over?: boolean])[], isTTY: boolean) {
  let text = '';
  let now = 0;
  const teller = new StateTeller(new Progress({ isTTY, write: (more) => (text += more) }), () => now * 1000);
  for (const [at, visits, over] of looks) {
    now = at;
    teller.hear({ execution: over ? { ...execution, stopped: second(at) } : execution, visits });
  }
  return text;
}

const looks = [
  [1, [visit('Start', 0, 1), visit('Wait', 1)]],
  [4, [visit('Start', 0, 1), visit('Wait', 1)]],
  [12, [visit('Start', 0, 1), visit('Wait', 1)]],
  [31, [visit('Start', 0, 1), visit('Wait', 1, 31), visit('Done', 31)], true],
] as const;

test('in a log, a state is told when it is left, and again while it lasts; the last one at the end', () => {
  expect(written(looks, false)).toBe(
    '  Start                  1 s\n  … Wait for 11 s\n  Wait                  30 s\n  Done\n',
  );
});

test('on a terminal, the state that lasts stands in the last line with its time', () => {
  const text = written(looks.slice(0, 2), true);
  expect(text).toContain('… Wait 3 s');
  expect(text.split('\n')).toHaveLength(2);
});

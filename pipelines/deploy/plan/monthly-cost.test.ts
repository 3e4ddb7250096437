import { type PlannedChange } from '../../../terraform/read-plan-changes';
import { monthlyCost } from './monthly-cost';

const change = (type: string, action: PlannedChange['action'], sides: Partial<PlannedChange>): PlannedChange => ({
  address: `${type}.a`,
  kind: 'resource',
  type,
  action,
  replacedBy: [],
  attributes: [],
  ...sides,
});
const alarm = 'aws_cloudwatch_metric_alarm';

test('what is forgotten stays on the bill, what is destroyed does not', () => {
  const forgotten = change('aws_kms_key', 'forget', { before: {} });
  expect(monthlyCost([forgotten])).toMatchObject({ before: 1, after: 1, lines: [] });
  const destroyed = change('aws_kms_key', 'destroy', { before: {} });
  expect(monthlyCost([destroyed])).toMatchObject({ before: 1, after: 0, lines: [{ more: -1, dollars: -1 }] });
});

test('an update can change what something costs, to the cent', () => {
  const faster = change(alarm, 'update', { before: { period: 60 }, after: { period: 10 } });
  const made = change(alarm, 'create', { after: { period: 60 } });
  expect(monthlyCost([faster, made, made])).toMatchObject({
    before: 0.1,
    after: 0.5,
    lines: [{ type: alarm, more: 2, dollars: 0.4 }],
    unpriced: [],
  });
});

test('what has no known price is named, and stands in no sum', () => {
  const cost = monthlyCost([change(alarm, 'create', { after: {} }), change('aws_new', 'create', { after: {} })]);
  expect(cost).toEqual({ before: 0, after: 0, lines: [], byUse: [], unpriced: [alarm, 'aws_new'] });
});

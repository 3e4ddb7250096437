import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { orphans } from './orphans';

test('what is in a stack of an environment is not lost, nor is a construct that holds nothing', () => {
  const app = new App();
  const stack = new TerraformStack(app, 'dev');
  new CloudwatchLogGroup(new Construct(stack, 'part'), 'group');
  new Construct(app, 'empty');
  expect(orphans(app, [stack])).toEqual([]);
});

test('whatever else is below the app is told, all of it', () => {
  const app = new App();
  const stack = new TerraformStack(app, 'dev');
  new CloudwatchLogGroup(app, 'orphan', { name: '/orphan' });
  new TerraformOutput(new Construct(app, 'beside'), 'out', { value: 'x' });
  const other = new TerraformStack(stack, 'nested');
  new CloudwatchLogGroup(other, 'group');
  expect(orphans(app, [stack])).toEqual([
    'dev/nested: it is a stack of no environment; put what it holds into one.',
    expect.stringMatching(
      /^aws_cloudwatch_log_group orphan.*: it is in no stack, and would not be there; give it a scope/,
    ),
    expect.stringMatching(/^TerraformOutput beside\/out.*: it is in no stack/),
  ]);
});

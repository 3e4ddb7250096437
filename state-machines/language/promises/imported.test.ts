import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
import { assume } from '../written/intrinsic';
import { untypedTask } from '../written/untyped-task';

// What machines that were written elsewhere need of the builder.

const rights = { sid: 'DetectLabels', actions: ['rekognition:DetectLabels'], resources: ['*'] };
const detect = untypedTask('arn:aws:states:::aws-sdk:rekognition:detectLabels', [rights]);
const ask = untypedTask('arn:aws:states:::apigateway:invoke.waitForTaskToken', []);

const machine = stateMachine<{ bucket: string }>()({
  startAt: 'Detect',
  states: {
    Detect: {
      type: 'Task',
      run: detect,
      parameters: { Bucket: '$.bucket', Name: '${NAME}', names: ['${A}'] },
      retry: [{ errorEquals: ['Rekognition.RekognitionException'], comment: 'busy' }],
      catch: [{ errorEquals: ['States.ALL'], next: 'Lost', comment: 'given up' }],
      next: 'Ask',
    },
    Ask: {
      type: 'Task',
      run: ask,
      parameters: { token: '$$.Task.Token', of: assume<string>('$.Labels[0]') },
      end: true,
    },
    Lost: { type: 'Fail' },
  },
});

it('runs an action that nothing types with the rights that its author gives, and reads ${…} as text', () => {
  const { definition, permissions } = render(machine, {});
  expect(permissions).toEqual([rights]);
  expect(definition.States).toMatchObject({
    Detect: {
      Parameters: { 'Bucket.$': '$.bucket', Name: '${NAME}', names: ['${A}'] },
      Retry: [{ Comment: 'busy' }],
      Catch: [{ Comment: 'given up' }],
    },
    Lost: { Type: 'Fail' },
  });
  expect(definition.States['Lost']).toEqual({ Type: 'Fail' });
});

it('does not know what an untyped action gives, and holds its paths and its token', () => {
  stateMachine<{ bucket: string }>()({
    startAt: 'Detect',
    states: {
      // @ts-expect-error -- there is no field nowhere
      Detect: { type: 'Task', run: detect, parameters: { Bucket: '$.nowhere' }, next: 'Read' },
      // @ts-expect-error -- what it gives is not known
      Read: { type: 'Pass', parameters: { first: '$.Labels' }, next: 'Ask' },
      // @ts-expect-error -- nobody could end it
      Ask: { type: 'Task', run: ask, parameters: { of: 'nobody' }, end: true },
    },
  });
  expect(detect.action).toContain('rekognition');
});

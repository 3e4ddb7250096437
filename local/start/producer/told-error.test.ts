import { inspect } from 'node:util';
import { told, thrownAs } from './told-error';

/** As it comes out in another thread. */
const elsewhere = (thrown: unknown): unknown => thrownAs(structuredClone(told(thrown)));

test('an error comes with its name, its words, where it was, and all that was put on it', () => {
  const error = Object.assign(new Error('Slow down.', { cause: new RangeError('too fast') }), {
    name: 'ServiceUnavailableException',
    $fault: 'server',
    $metadata: { httpStatusCode: 503, attempts: 3 },
    code: 'ENOSPC',
  });
  const came = elsewhere(error);
  expect(came).toBeInstanceOf(Error);
  expect(came).toMatchObject({ ...error, message: 'Slow down.', stack: error.stack });
  expect((came as Error).cause).toMatchObject({ name: 'RangeError', message: 'too fast' });
  // As whoever ends the program with it prints it.
  expect(inspect(came)).toContain('ServiceUnavailableException: Slow down.\n');
  expect(inspect(came)).toContain("'$metadata': { httpStatusCode: 503, attempts: 3 }");
});

test('of several errors each comes', () => {
  const refused = (port: number) => Object.assign(new Error(`connect ECONNREFUSED ${port}`), { code: 'ECONNREFUSED' });
  const came = elsewhere(new AggregateError([refused(1), refused(2)], 'no address answers'));
  expect(came).toMatchObject({ message: 'no address answers', errors: [refused(1), refused(2)] });
  expect((came as AggregateError).errors).toMatchObject([{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }]);
});

test('what can be in no other thread is left out, and the error comes all the same', () => {
  const error = Object.assign(new Error('cut off'), { socket: { end: () => undefined }, attempts: 3 });
  expect(elsewhere(error)).toMatchObject({ message: 'cut off', attempts: 3 });
  expect(elsewhere(error)).not.toHaveProperty('socket');
});

test('what is thrown and is no error comes as it is, or in words', () => {
  expect(elsewhere('stop')).toBe('stop');
  expect(elsewhere(undefined)).toBeUndefined();
  expect(elsewhere(Symbol('stop'))).toBe('Symbol(stop)');
});

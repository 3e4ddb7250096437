import { AccessDenied } from '../shared/access-control';
import { type Operation } from '../shared/call';

/**
 * Athena tells neither who asked nor of what, and of a result that S3 keeps from the caller no more: recorded,
 * radkawar/stackd at 9dc356f, testdata/aws/athena/application_verified.json.
 */
export const inAthenasWords = (operations: Readonly<Record<string, Operation>>): Record<string, Operation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]): [string, Operation] => [
      name,
      async (input, call) => {
        try {
          return await run(input, call);
        } catch (error) {
          if (!(error instanceof AccessDenied)) throw error;
          throw new AccessDenied(
            `You are not authorized to perform: athena:${name} on the resource. After your AWS administrator or you ` +
              'have updated your permissions, please try again.',
            error.refusal,
          );
        }
      },
    ]),
  );

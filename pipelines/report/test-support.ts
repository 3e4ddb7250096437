import { type SFNClient } from '@aws-sdk/client-sfn';

/** Step Functions as these tests want it to answer: by the command's name. */
export const answering = (answer: (command: string, input: Record<string, unknown>) => object) =>
  ({
    send: async (command: {
      readonly constructor: { readonly name: string };
      readonly input: Record<string, unknown>;
    }) => answer(command.constructor.name, command.input),
  }) as unknown as SFNClient;

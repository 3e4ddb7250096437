import { type QueryOperation } from '../endpoint/protocols';
import { type Xml } from '../endpoint/xml';
import { type Call } from '../shared/call';
import { checkRequest, type RequestRules } from './check';
import { inputOf } from './model';
import { inputOfForm } from './query-form';

/** An operation of the Query protocol, with the input that its form spells out. */
type FormOperation = (input: never, call: Call) => Xml;

/**
 * The operations of a service of the Query protocol, each behind the check of its request.
 * @throws Error as `checkedOperations`
 */
export const checkedForms = (
  rules: RequestRules,
  operations: Readonly<Record<string, FormOperation>>,
): Record<string, QueryOperation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]): [string, QueryOperation] => {
      inputOf(rules.service, name);
      return [
        name,
        async (form, call) => {
          const input = inputOfForm(rules.service, name, form);
          checkRequest(rules, name, input);
          return run(input as never, call);
        },
      ];
    }),
  );

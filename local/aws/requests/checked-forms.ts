import { type QueryOperation } from '../endpoint/protocols';
import { type Xml } from '../endpoint/xml';
import { type Call } from '../shared/call';
import { checkListed, checkRequest, type RequestRules } from './check';
import { type Form, inputOfForm } from './query-form';

/** An operation of the Query protocol, with the input that its form spells out. */
type FormOperation = (input: never, call: Call) => Xml;

/**
 * The operations of a service of the Query protocol, each behind the check of its request.
 * @param checkForm what a service holds against the form itself, before that
 * @throws Error as `checkListed`
 */
export const checkedForms = (
  rules: RequestRules,
  operations: Readonly<Record<string, FormOperation>>,
  checkForm?: (form: Form) => void,
): Record<string, QueryOperation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]): [string, QueryOperation] => {
      checkListed(rules, name);
      return [
        name,
        async (form, call) => {
          checkForm?.(form);
          const input = inputOfForm(rules.service, name, form);
          checkRequest(rules, name, input);
          return run(input as never, call);
        },
      ];
    }),
  );

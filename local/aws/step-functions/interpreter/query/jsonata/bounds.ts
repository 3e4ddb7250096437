import { refusal } from '../../failure';

/**
 * AWS bounds how deep an expression nests (100, measured: floci-io/floci #2783), how much memory it takes and how long it
 * runs; of the latter two no number is known. Beyond these the execution ends.
 */
const deepest = 100;
const mostSteps = 1_000_000;
const longestList = 100_000;
/** More than `$pad` adds at once: recorded, radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/expression_limits.json. */
const longestText = 262_144;

/** What the reference implementation calls around each step of an evaluation. */
export function bounds(): {
  readonly enter: () => void;
  readonly leave: (...at: [unknown, unknown, unknown, unknown]) => void;
} {
  let [depth, steps] = [0, 0];
  return {
    enter() {
      if (++depth > deepest) throw refusal(`an expression that nests deeper than ${deepest}`);
      if (++steps > mostSteps) throw refusal(`an expression of more than ${mostSteps} steps`);
    },
    leave(_expression, _input, _environment, result) {
      depth--;
      if (Array.isArray(result) && result.length > longestList) {
        throw refusal(`a list of more than ${longestList} values in an expression`);
      }
      if (typeof result === 'string' && result.length > longestText) {
        throw refusal(`a text of more than ${longestText} characters in an expression`);
      }
    },
  };
}

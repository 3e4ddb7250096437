import { randomInt, randomUUID } from 'node:crypto';
import { isFields } from '../../../../../scripts/text/is-fields';
import { refusal } from '../failure';
import { OtherNumber, parseJson } from '../json';
import { arity, type Intrinsic, textOf, wholeOf } from './failed';
import { hashOf, isAlgorithm } from './hash';

/** Of States.Base64Encode, Base64Decode and Hash, in characters. */
const longestData = 10_000;

export const dataFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.Base64Encode': (args, fail) => {
    arity(args, 1, 1, fail);
    return Buffer.from(textOf(args[0], fail, longestData)).toString('base64');
  },
  'States.Base64Decode': (args, fail) => {
    arity(args, 1, 1, fail);
    const text = textOf(args[0], fail, longestData);
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text)) throw fail();
    return Buffer.from(text, 'base64').toString();
  },
  'States.Hash': (args, fail) => {
    arity(args, 2, 2, fail);
    const algorithm = textOf(args[1], fail);
    if (!isAlgorithm(algorithm)) throw fail();
    return hashOf(textOf(args[0], fail, longestData), algorithm);
  },
  'States.JsonMerge': (args, fail) => {
    arity(args, 3, 3, fail);
    if (args[2] !== false) throw fail();
    if (!isFields(args[0]) || !isFields(args[1])) throw fail();
    return { ...args[0], ...args[1] };
  },
  'States.StringToJson': (args, fail) => {
    arity(args, 1, 1, fail);
    const text = textOf(args[0], fail);
    // Recorded: test_json_manipulation.py test_string_to_json.
    if (text.trim() === '') return null;
    try {
      return parseJson(text);
    } catch (error) {
      if (error instanceof OtherNumber) throw refusal(error.message);
      throw fail();
    }
  },
  'States.JsonToString': (args, fail) => {
    arity(args, 1, 1, fail);
    return JSON.stringify(args[0]);
  },
  'States.MathRandom': (args, fail) => {
    arity(args, 2, 3, fail);
    const [from, to] = args.map((value) => wholeOf(value, fail)) as [number, number];
    if (to <= from) throw fail();
    return randomInt(from, to);
  },
  'States.MathAdd': (args, fail) => {
    arity(args, 2, 2, fail);
    return wholeOf(args[0], fail) + wholeOf(args[1], fail);
  },
  'States.UUID': (args, fail) => {
    arity(args, 0, 0, fail);
    return randomUUID();
  },
};

import { isDeepStrictEqual } from 'node:util';
import { arity, type Intrinsic, listOf, wholeOf } from './failed';

const longestRange = 1000;

export const arrayFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.Array': (args) => [...args],
  'States.ArrayPartition': (args, fail) => {
    arity(args, 2, 2, fail);
    const list = listOf(args[0], fail);
    const size = wholeOf(args[1], fail);
    if (size < 1) throw fail();
    return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
      list.slice(part * size, (part + 1) * size),
    );
  },
  'States.ArrayContains': (args, fail) => {
    arity(args, 2, 2, fail);
    return listOf(args[0], fail).some((item) => isDeepStrictEqual(item, args[1]));
  },
  'States.ArrayRange': (args, fail) => {
    arity(args, 3, 3, fail);
    const [first, last, step] = args.map((value) => wholeOf(value, fail)) as [number, number, number];
    if (step === 0) throw fail();
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > longestRange) throw fail();
    return Array.from({ length }, (_, at) => first + at * step);
  },
  'States.ArrayGetItem': (args, fail) => {
    arity(args, 2, 2, fail);
    const list = listOf(args[0], fail);
    const index = wholeOf(args[1], fail);
    if (index < 0 || index >= list.length) throw fail();
    return list[index];
  },
  'States.ArrayLength': (args, fail) => {
    arity(args, 1, 1, fail);
    return listOf(args[0], fail).length;
  },
  'States.ArrayUnique': (args, fail) => {
    arity(args, 1, 1, fail);
    const list = listOf(args[0], fail);
    return list.filter((item, at) => list.findIndex((other) => isDeepStrictEqual(other, item)) === at);
  },
};

import { collections } from './collections';
import { jsonFunctions } from './json';
import { math } from './math';
import { type Functions } from './overload';
import { regexp } from './regexp';
import { text } from './text';
import { time } from './time';
import { url } from './url';

/** The functions of one row's values that the local run takes, by what they are about. */
export const topics: readonly (readonly [topic: string, functions: Functions])[] = [
  ['Numbers', math],
  ['Text', text],
  ['Dates and times', time],
  ['Regular expressions', regexp],
  ['Arrays and maps', collections],
  ['JSON', jsonFunctions],
  ['Addresses', url],
];

/** All of them, by name. */
export const scalarFunctions: Functions = Object.fromEntries(
  topics.flatMap(([, functions]) => Object.entries(functions)),
);

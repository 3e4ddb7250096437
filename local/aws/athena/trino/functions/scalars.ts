import { collections } from './collections';
import { jsonFunctions } from './json';
import { math } from './math';
import { type Functions } from './overload';
import { regexp } from './regexp';
import { text } from './text';
import { time } from './time';
import { url } from './url';

/** Every function of one row's values that the local run takes, by its name. */
export const scalarFunctions: Functions = {
  ...math,
  ...text,
  ...time,
  ...regexp,
  ...collections,
  ...jsonFunctions,
  ...url,
};

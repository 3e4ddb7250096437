import { type View } from '../view';
import { data } from './data';
import { executions } from './executions';
import { permissions } from './permissions';

/** In the order of the console's head. */
export const views: readonly View[] = [executions, data, permissions];

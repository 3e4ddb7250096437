import { type View } from '../view';
import { alarms } from './alarms';
import { data } from './data';
import { executions } from './executions';
import { messages } from './messages';
import { permissions } from './permissions';
import { pipeline } from './pipeline';

/** In the order of the console's head. */
export const views: readonly View[] = [pipeline, executions, data, messages, permissions, alarms];

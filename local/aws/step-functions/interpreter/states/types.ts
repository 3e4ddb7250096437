import { type Visit, type Work } from '../visit';
import { choice } from './choice';
import { fail } from './fail';
import { map } from './map';
import { parallel } from './parallel';
import { pass, succeed } from './pass';
import { task } from './task';
import { wait } from './wait';

export const stateTypes: Readonly<Record<string, (visit: Visit) => Promise<Work> | Work>> = {
  Choice: choice,
  Fail: fail,
  Map: map,
  Parallel: parallel,
  Pass: pass,
  Succeed: succeed,
  Task: task,
  Wait: wait,
};

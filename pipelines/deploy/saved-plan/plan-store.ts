import { readDeployment } from '../../../terraform/stacks/read-deployment';
import { isMissing, stateBucket, told } from './state-bucket';

/** Where saved plans are kept: only the job that plans main writes there, only the one that applies reads there. */
export interface PlanStore {
  put(name: string, bytes: Buffer): Promise<void>;
  /** Undefined when it is gone. @throws UserError when it can't be read */
  get(name: string): Promise<Buffer | undefined>;
  close(): void;
}

/** `plans/<environment>/<commit>/` in the bucket of the state. */
export function planStore(bucket: string, environment: string, commit: string, stackFolder: string): PlanStore {
  const objects = stateBucket(bucket, readDeployment(stackFolder).backend);
  const key = (name: string) => `plans/${environment}/${commit}/${name}`;
  return {
    put: (name, bytes) => objects.put(key(name), bytes, 'the role needs s3:PutObject on plans/*'),
    async get(name) {
      try {
        return await objects.get(key(name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw told(error, `s3://${bucket}/${key(name)} can't be read`, 'the role needs s3:GetObject on plans/*');
      }
    },
    close: () => objects.close(),
  };
}

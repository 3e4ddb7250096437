import { type Deployment } from './deployment';
import { type Execution } from './execution';

/** Settings take no region of another partition than `aws`. */
const consoleOf = (region: string): string => `https://${region}.console.aws.amazon.com`;

/** The execution's graph in the console. */
export const executionLink = ({ region }: Pick<Deployment, 'region'>, { arn }: Pick<Execution, 'arn'>): string =>
  `${consoleOf(region)}/states/home?region=${region}#/v2/executions/details/${arn}`;

/** An object in the console, which asks whoever opens it to sign in. */
export const objectLink = ({ region }: Pick<Deployment, 'region'>, bucket: string, key: string): string =>
  `${consoleOf(region)}/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(key)}`;

/** A dashboard of CloudWatch in the console. */
export const dashboardLink = (region: string, name: string): string =>
  `${consoleOf(region)}/cloudwatch/home?region=${region}#dashboards:name=${encodeURIComponent(name)}`;

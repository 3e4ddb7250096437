import { engines } from '../../package.json';

/** Node.js on Lambda: supported until April 2028. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const LAMBDA = 24;

/** Terraform's AWS provider takes it since 6.19. */
export const RUNTIME = `nodejs${LAMBDA}.x`;

/** The Node.js that runs a bundle here, in the local run and in the smoke test at apply: the oldest that we take. */
const HERE = Math.min(...[...engines.node.matchAll(/(?:\^|>=)(\d+)/g)].map(([, major]) => Number(major)));

/** The major version whose language a handler may use: the older of both. */
export const HANDLER_NODE = Math.min(LAMBDA, HERE);

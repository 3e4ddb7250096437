/**
 * Of every SDK client that may repeat its requests. Without limits a silent connection would hold the function until Lambda
 * kills it, which tells nobody anything; three requests of ten seconds, and what lies between them, fit into the
 * function's minute. https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-timeouts.html
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    socketTimeout: 10_000,
    throwOnRequestTimeout: true,
  },
};

/** Of the endpoint, whatever service is meant: see `refuses` and `otherwise` in ../service.ts. */
export const endpointRefuses: readonly string[] = [
  'A request that is not signed by Signature Version 4, or not as it was sent: headers, presigned links, and uploads in signed chunks are verified. Signature Version 4A (several regions) is not served.',
  "A host that is not `127.0.0.1` or `localhost` with the endpoint's port, and a request with an `Origin`: a web page may ask nothing.",
  "A signature for another Region than the stack's, as AWS does, S3 with the right one; STS's may be for us-east-1, too, as of its global endpoint.",
  'A member of a request that the service’s model knows, and that is not read here: by its name. One of another type than the model’s, as AWS does.',
  'A path whose `..` lead out of its bucket (400, as S3); within it, `.` and `..` are parts of a name.',
  'A value that HTTP can not carry in a header, where a request asks for it in its answer (400, as S3).',
];

export const endpointOtherwise: readonly string[] = [
  'Everything is read as it was just written, everywhere at once: there is no eventual consistency, no throttling, and no quota of requests a second.',
  'It speaks HTTP on loopback, to whom its credentials were shown; these are random, and end with the run.',
  'One address serves every service: the signature tells which one is meant.',
  "With `npm start` time is simulated: a header's date is not held against it, since a client learns the time from its first answer, and a link expires by the account's clock. With `--serve` and `--stay` it is, as on AWS: 15 minutes. Where the account's clock is of another day than this machine's, a header or a link is good by either.",
  'A request waits while bodies of more than 256 MiB are in memory.',
  'At Ctrl-C, SIGTERM and SIGHUP, what was accepted is delivered at once.',
];

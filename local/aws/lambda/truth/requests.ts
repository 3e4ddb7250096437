import { type Names, recorded, type RequestTruth } from '../../requests/truth';

const api = recorded('lambda_/test_lambda_api.snapshot.json');
const page = { page: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html' };
/** Of a function's name in the model. */
const NAME =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?' +
  '([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';
const listPage = { page: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html' };

const NO_POLICY = 'The resource you requested does not exist.';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const requestTruths = ({ accountId, region, functionName, invocable, asynchronous }: Names): RequestTruth[] => {
  const arn = `arn:aws:lambda:${region}:${accountId}:function:`;
  const read = (
    says: string,
    path: string,
    rest: Partial<RequestTruth>,
    query: Record<string, string> = {},
  ): RequestTruth => ({
    says,
    source: api,
    service: 'lambda',
    operation: 'GET',
    input: {},
    rest: { method: 'GET', path: `/2015-03-31/functions/${path}`, query },
    ...rest,
  });
  const invoke = (
    says: string,
    name: string,
    rest: Partial<RequestTruth>,
    { query = {}, headers = {} }: { query?: Record<string, string>; headers?: Record<string, string> } = {},
  ): RequestTruth => ({
    says,
    source: api,
    service: 'lambda',
    operation: 'Invoke',
    input: {},
    rest: {
      method: 'POST',
      path: `/2015-03-31/functions/${name}/invocations`,
      query,
      headers: { 'x-amz-invocation-type': 'DryRun', ...headers },
    },
    ...rest,
  });
  const list = (
    says: string,
    slash: string,
    rest: Partial<RequestTruth>,
    query: Record<string, string>,
  ): RequestTruth => ({
    says,
    source: api,
    service: 'lambda',
    operation: 'ListFunctions',
    input: {},
    rest: { method: 'GET', path: `/2015-03-31/functions${slash}`, query },
    ...rest,
  });
  const absent = (message: string) => ({ error: { code: 'ResourceNotFoundException', message, status: 404 } });
  const mismatch = {
    error: {
      code: 'InvalidParameterValueException',
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
      status: 400,
    },
  };
  const breaks = (what: string) => ({
    error: { code: 'ValidationException', message: `1 validation error detected: ${what}` },
  });
  const form = (name: string) =>
    breaks(
      `Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME}`,
    );
  const misformed = [
    'my-function!',
    '*',
    'invalid-account:function:my-function',
    `arn:aws:lambda:invalid-region:${accountId}:function:my-function`,
    `arn:aws:ec2:${region}:${accountId}:instance:i-1234567890abcdef0`,
    `${arn}my-function:1:2`,
    'function:my-function:$LATEST:extra',
    `arn:aws:lambda::${accountId}:function:my-function`,
    `arn:aws:lambda:${region}::function:my-function`,
    `${arn}my-function:$LATES`,
  ];
  /** test_function_name_and_qualifier_validation, test_ops_with_arn_qualifier_mismatch */
  const names: {
    name: string;
    query?: Record<string, string>;
    told: Partial<RequestTruth>;
    invoked?: Partial<RequestTruth>;
  }[] = [
    ...misformed.map((name) => ({ name, told: form(name) })),
    ...['a'.repeat(65), 'function'].map((name) => ({
      name,
      told: absent(`Function not found: ${arn}${name}`),
      invoked: absent(`Function not found: ${arn}${name}:$LATEST`),
    })),
    { name: `${arn}x`, query: { Qualifier: '$latest' }, told: absent(`Function not found: ${arn}x:$latest`) },
    { name: `${arn}x:$LATEST`, query: { Qualifier: '$LATEST' }, told: absent(`Function not found: ${arn}x:$LATEST`) },
    { name: `${arn}x:$LATEST`, query: { Qualifier: '1' }, told: mismatch },
    {
      name: 'x',
      query: { Qualifier: 'a'.repeat(129) },
      told: breaks(
        `Value '${'a'.repeat(129)}' at 'qualifier' failed to satisfy constraint: Member must have length less than or equal to 128`,
      ),
    },
  ];
  return [
    invoke('A function may be asked by its name', functionName, { answer: '' }),
    invoke('… by its ARN', encodeURIComponent(`${arn}${functionName}`), { answer: '' }),
    invoke('… by a part of it', encodeURIComponent(`${accountId}:function:${functionName}`), { answer: '' }),
    invoke('… and its latest version', `${functionName}:$LATEST`, { answer: '' }, { query: { Qualifier: '$LATEST' } }),
    invoke('A version that is not there', functionName, absent(`Function not found: ${arn}${functionName}:77`), {
      query: { Qualifier: '77' },
    }),
    invoke('… in its name', `${functionName}:77`, absent(`Function not found: ${arn}${functionName}:77`)),
    invoke('The first version', functionName, { source: page, refused: 'Version 1' }, { query: { Qualifier: '1' } }),
    invoke('Two versions', `${functionName}:1`, mismatch, { query: { Qualifier: '$LATEST' } }),
    invoke('A function that is not there', 'x', {
      source: recorded('lambda_/test_lambda.snapshot.json: test_invoke_exceptions, of 2025-11-24'),
      ...absent(`Function not found: ${arn}x:$LATEST`),
    }),
    invoke(
      'A function of another Region',
      encodeURIComponent(`arn:aws:lambda:us-east-1:${accountId}:function:x`),
      absent(`Functions from 'us-east-1' are not reachable in this region ('${region}')`),
    ),
    invoke('A function of another account', encodeURIComponent(`arn:aws:lambda:${region}:111111111111:function:x`), {
      error: { code: 'AccessDeniedException', status: 403 },
    }),
    invoke(
      'Another way to invoke',
      functionName,
      breaks(
        "Value 'X' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
      ),
      { headers: { 'x-amz-invocation-type': 'X' } },
    ),
    invoke(
      'The end of the log',
      functionName,
      { source: page, refused: 'LogType Tail' },
      { headers: { 'x-amz-log-type': 'Tail' } },
    ),
    invoke(
      'A client’s context',
      functionName,
      { source: page, refused: 'ClientContext' },
      { headers: { 'x-amz-client-context': 'e30=' } },
    ),
    invoke('A tenant', functionName, { source: page, refused: 'TenantId' }, { headers: { 'x-amz-tenant-id': 't' } }),
    {
      ...invoke(
        'An event of more than 1 MB',
        functionName,
        {
          source: { recorded: 'ASFHyP3/hyp3, issue 2241' },
          error: { code: 'RequestEntityTooLargeException', status: 413 },
        },
        { headers: { 'x-amz-invocation-type': 'Event' } },
      ),
      input: { a: 'x'.repeat(1024 * 1024) },
    },
    {
      says: 'A function’s tags are told',
      source: { page: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html' },
      service: 'lambda',
      operation: 'ListTags',
      input: {},
      rest: { method: 'GET', path: `/2017-03-31/tags/${encodeURIComponent(`${arn}${functionName}`)}` },
      answer: { Tags: { ManagedBy: 'terraform' } },
    },
    invoke('No percent-encoding', '%zz', { source: page, error: { code: 'InvalidParameterValueException' } }),
    {
      says: '… where tags are asked for',
      source: { page: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html' },
      service: 'lambda',
      operation: 'ListTags',
      input: {},
      rest: { method: 'GET', path: '/2017-03-31/tags/%zz' },
      error: { code: 'InvalidParameterValueException' },
    },
    {
      says: 'Tags of what is no ARN of Lambda break the model',
      source: { model: 'lambda ListTagsRequest: Resource of TaggableResource' },
      service: 'lambda',
      operation: 'ListTags',
      input: {},
      rest: { method: 'GET', path: '/2017-03-31/tags/arn%3Aaws%3As3%3A%3A%3Ab' },
      error: { code: 'ValidationException' },
    },
    read('A function that is not there is told of', 'x', absent(`Function not found: ${arn}x`)),
    read('… and its settings', 'x/configuration', absent(`Function not found: ${arn}x`)),
    read('A version that is not there', functionName, absent(`Function not found: ${arn}${functionName}:1221`), {
      Qualifier: '1221',
    }),
    read('Two versions', `${functionName}:1`, mismatch, { Qualifier: '2' }),
    read(
      'A function of another Region is told of',
      encodeURIComponent(`arn:aws:lambda:us-east-1:${accountId}:function:x`),
      absent(`Functions from 'us-east-1' are not reachable in this region ('${region}')`),
    ),
    read(
      'The latest version by its name',
      functionName,
      {
        answer: { Configuration: { FunctionArn: `${arn}${functionName}:$LATEST`, Version: '$LATEST' } },
      },
      { Qualifier: '$LATEST' },
    ),
    read('… and its settings', `${functionName}:$LATEST/configuration`, {
      answer: { FunctionArn: `${arn}${functionName}:$LATEST`, Version: '$LATEST', RevisionId: UUID },
    }),
    read(
      '… and its policy',
      `${invocable}/policy`,
      { source: page, refused: 'Qualifier $LATEST' },
      { Qualifier: '$LATEST' },
    ),
    ...names.flatMap(({ name, query = {}, told, invoked = told }) => [
      read(`The name ${name.slice(0, 80)} is read`, encodeURIComponent(name), told, query),
      invoke(`… and invoked`, encodeURIComponent(name), invoked, { query }),
    ]),
    read('The policy of a function that is not there', 'x/policy', absent(NO_POLICY)),
    read('… or to which nobody was let in', `${functionName}/policy`, absent(NO_POLICY)),
    read('… of a version that is not there', `${functionName}/policy`, absent(NO_POLICY), { Qualifier: '77' }),
    read('… by its name', `${functionName}:live/policy`, absent(NO_POLICY)),
    read('… of the first version', `${functionName}:1/policy`, absent(NO_POLICY)),
    read('A policy has a revision', `${invocable}/policy`, {
      answer: { Policy: /^{"Version":"2012-10-17","Id":"default","Statement":\[{"Sid"/, RevisionId: UUID },
    }),
    read('A function is active, and up to date', functionName, {
      answer: {
        Configuration: { FunctionName: functionName, State: 'Active', LastUpdateStatus: 'Successful' },
        Tags: {},
      },
    }),
    read('Settings', `${functionName}/configuration`, {
      answer: {
        RevisionId: UUID,
        FunctionName: functionName,
        FunctionArn: `${arn}${functionName}`,
        Version: '$LATEST',
        State: 'Active',
        LastUpdateStatus: 'Successful',
        SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
        EphemeralStorage: { Size: 512 },
        LastModified: /^[\d-]{10}T[\d:.]{12}\+0000$/,
      },
    }),
    ...['', '/'].map((slash) =>
      list(
        'Functions are listed',
        slash,
        {
          answer: {
            Functions: [{ FunctionName: /./, FunctionArn: /:function:[^:]+$/, Version: '$LATEST', RevisionId: UUID }],
            NextMarker: /./,
          },
        },
        { MaxItems: '1' },
      ),
    ),
    list(
      'A version but ALL',
      '',
      {
        error: {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]",
        },
      },
      { FunctionVersion: 'invalid' },
    ),
    list('Every version', '', { source: listPage, refused: 'FunctionVersion' }, { FunctionVersion: 'ALL' }),
    list(
      'Functions that are copied to other Regions',
      '',
      { source: listPage, refused: 'MasterRegion' },
      { MasterRegion: 'ALL' },
    ),
    list('No function is too few', '', { source: listPage, error: { code: 'ValidationException' } }, { MaxItems: '0' }),
    list(
      'A marker of nobody’s',
      '',
      { source: listPage, error: { code: 'InvalidParameterValueException' } },
      { Marker: 'x' },
    ),
    {
      ...read('How events are taken', '', {
        answer: {
          FunctionArn: `${arn}${asynchronous}:$LATEST`,
          MaximumRetryAttempts: 2,
          DestinationConfig: { OnSuccess: {} },
        },
      }),
      rest: {
        method: 'GET',
        path: `/2019-09-25/functions/${asynchronous}/event-invoke-config`,
        query: { Qualifier: '$LATEST' },
      },
    },
    {
      ...read(
        'How events are taken, of a function that is not there',
        '',
        absent(`The function ${arn}x:$LATEST doesn't have an EventInvokeConfig`),
      ),
      rest: { method: 'GET', path: '/2019-09-25/functions/x/event-invoke-config' },
    },
    {
      ...read(
        '… of a version that is not there',
        '',
        absent(`The function ${arn}${functionName}:1221 doesn't have an EventInvokeConfig`),
      ),
      rest: {
        method: 'GET',
        path: `/2019-09-25/functions/${functionName}/event-invoke-config`,
        query: { Qualifier: '1221' },
      },
    },
  ];
};

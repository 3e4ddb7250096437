"""The three clients, each of which sends an operation and tells what came of it: boto3, the AWS CLI, the SDK for JavaScript."""

import base64
import contextlib
import datetime
import io
import json
import os
import re
import subprocess
import tempfile

import boto3
from awscli.clidriver import create_clidriver
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from shapes import faults


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Boto3:
    """`answers` hears of each answer: the operation, and what is wrong with it."""

    name = 'boto3'

    def __init__(self, endpoint, answers):
        session = boto3.Session()
        config = Config(retries={'total_max_attempts': 1}, s3={'addressing_style': 'path'})
        self._client = lambda service: session.client(service, endpoint_url=endpoint, config=config)
        self._answers = answers
        self._clients = {}

    def model(self, service, operation):
        return self._of(service).meta.service_model.operation_model(operation)

    def _of(self, service):
        if service not in self._clients:
            client = self._clients[service] = self._client(service)
            client.meta.events.register('before-parse', _hold(self._answers))
        return self._clients[service]

    def send(self, service, operation, params):
        try:
            output = getattr(self._of(service), xform_name(operation))(**params)
        except ClientError as error:
            raise Refused(error.response['Error']['Code']) from error
        for name, value in output.items():
            if hasattr(value, 'read'):
                output[name] = value.read()
        return output


def _hold(answers):
    def on_answer(operation_model, response_dict, **_):
        headers = {name.lower(): value for name, value in response_dict['headers'].items()}
        body = response_dict['body']
        answers(operation_model, faults(operation_model, response_dict['status_code'], headers, body if isinstance(body, bytes) else None))

    return on_answer


class Cli:
    """In this process: a start of Python for each command would cost minutes."""

    name = 'aws'

    def __init__(self, endpoint, answers):
        # Version 1 takes SQS's address for AWS's own, whatever the environment says.
        self._endpoint = ['--endpoint-url', endpoint]
        self._driver = create_clidriver()
        self._driver.session.register('before-parse', _hold(answers))

    def send(self, service, operation, params):
        model = self._driver.session.get_service_model(service).operation_model(operation)
        streamed = model.get_streaming_input()
        with tempfile.TemporaryDirectory() as folder:
            given = {name: value for name, value in params.items() if name != (streamed and streamed.name) and not (streamed and name == 'Body')}
            command = ['s3api' if service == 's3' else service, xform_name(operation, '-'), '--output', 'json', *self._endpoint]
            if model.has_streaming_output:
                # These take no JSON.
                for name, value in given.items():
                    command += [f'--{xform_name(name, "-")}', value if isinstance(value, str) else _plain(value)]
            else:
                command += ['--cli-input-json', json.dumps(given, default=_plain)]
            if streamed is not None and 'Body' in params:
                file = os.path.join(folder, 'body')
                with open(file, 'wb') as out:
                    out.write(params['Body'])
                command += ['--body', file]
            received = os.path.join(folder, 'received')
            if model.has_streaming_output:
                command.append(received)
            output = self.run(*command)
            if os.path.exists(received):
                with open(received, 'rb') as got:
                    output[model.output_shape.serialization['payload']] = got.read()
            return output

    def run(self, *command):
        out, wrong = io.TextIOWrapper(io.BytesIO(), 'utf-8', write_through=True), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
            try:
                code = self._driver.main([*command])
            except SystemExit as end:
                code = end.code
        if code != 0:
            said = re.search(r'An error occurred \((\S+)\)', wrong.getvalue())
            if said:
                raise Refused(said.group(1))
            raise RuntimeError(f'aws {" ".join(command)} ended with {code}: {wrong.getvalue().strip()[-400:]}')
        text = out.buffer.getvalue().decode()
        return json.loads(text) if text.lstrip().startswith(('{', '[')) else {'text': text}


def _plain(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else value.decode()


class Node:
    name = 'SDK for JavaScript'

    def __init__(self, endpoint, answers, boto):
        self._answers, self._boto = answers, boto
        self._process = subprocess.Popen(
            ['node', 'scripts/run.mjs', 'local/clients/node-sdk.ts', endpoint],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(self, service, operation, params):
        line = json.dumps({'service': service, 'operation': operation, 'params': params}, default=_tagged)
        self._process.stdin.write(line + '\n')
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError('the SDK for JavaScript ended')
        told = json.loads(said, object_hook=_untagged)
        model = self._boto.model(service, operation)
        if 'status' in told:
            self._answers(model, faults(model, told['status'], told['headers'], told['body']))
        if 'error' in told:
            raise Refused(told['error'])
        return told['output']

    def close(self):
        self._process.stdin.close()
        self._process.wait()


def _tagged(value):
    if isinstance(value, datetime.datetime):
        return {'$time': value.isoformat()}
    return {'$bytes': base64.b64encode(value).decode()}


def _untagged(value):
    return base64.b64decode(value['$bytes']) if '$bytes' in value else value

"""Drives every operation that is served with three clients, and holds each answer against the service's model."""

import json
import sys
import traceback

from scenario import Scenario
from senders import Boto3, Cli, Node, Refused

# Where requests are signed for another name than botocore's of the service.
SERVICES = {'monitoring': 'cloudwatch', 'states': 'stepfunctions'}


class Drive:
    def __init__(self, told):
        self.names = told['names']
        self.served = {(SERVICES.get(name, name), operation) for name, all_ in told['served'].items() for operation in all_}
        self.wrong = []
        self.asked = set()
        self.answers = 0

    def answer(self, client):
        def hear(operation, faults):
            self.answers += 1
            service = operation.service_model.service_name
            for fault in faults:
                self.tell(f'{client}: {service} {operation.name}: {fault}')

        return hear

    def tell(self, fault):
        if fault not in self.wrong:
            self.wrong.append(fault)

    def by(self, client):
        def send(service, operation, may=(), **params):
            if (service, operation) not in self.served:
                return _Nothing()
            self.asked.add((client.name, service, operation))
            try:
                return client.send(service, operation, params)
            except Refused as refused:
                if refused.code in may:
                    return {}
                raise RuntimeError(f'{service} {operation} was refused: {refused.code}') from refused

        return send

    def drive(self, client):
        """Part by part, so that one fault hides no other."""
        scenario = Scenario(client, self.names, self.by(client))
        for part in scenario.parts():
            try:
                part()
            except Exception as error:  # Whatever a client throws is told.
                where = traceback.extract_tb(error.__traceback__)
                line = next((frame.lineno for frame in reversed(where) if frame.filename.endswith('scenario.py')), '?')
                self.tell(f'{client.name}: {error or type(error).__name__} (local/clients/scenario.py:{line})')
        for service, operation in sorted(self.served):
            if (client.name, service, operation) not in self.asked:
                self.tell(f'{client.name}: {service} {operation} is served, and local/clients/scenario.py asks it nothing')


class _Nothing(dict):
    """The answer of what is not served: whatever is read of it."""

    def __missing__(self, _):
        return _Nothing()


def main():
    told = json.load(sys.stdin)
    drive = Drive(told)
    boto = Boto3(told['endpoint'], drive.answer('boto3'))
    node = Node(told['endpoint'], drive.answer('SDK for JavaScript'), boto)
    for client in (boto, Cli(told['endpoint'], drive.answer('aws')), node):
        drive.drive(client)
    node.close()
    for fault in drive.wrong:
        print(f'✗ {fault}')
    print(f'{len(drive.asked)} passed by three clients, {drive.answers} answers held against the models, {len(drive.wrong)} failed')
    return 1 if drive.wrong else 0


if __name__ == '__main__':
    sys.exit(main())

"""Holds an answer, as it came, against the output shape that AWS's model of the service states: members, types, enumerations."""

import base64
import json
import xml.etree.ElementTree as ElementTree
from datetime import datetime

from botocore.parsers import RpcV2CBORParser
from botocore.utils import parse_timestamp


def faults(operation, status, headers, body):
    """What is wrong with an answer that is no error, in words; body is None where it is a stream."""
    if status >= 300:
        return []
    shape = operation.output_shape
    if shape is None:
        return []
    found = list(_headers(shape, headers))
    payload = shape.serialization.get('payload')
    if payload is not None:
        member = shape.members[payload]
        if body is None or member.type_name in ('blob', 'string'):
            return found
        inside = member
    else:
        inside = shape
    if body is None or (not body and operation.service_model.metadata['protocol'].startswith('rest')):
        return found
    kind = headers.get('content-type', '').split(';')[0]
    if kind == 'application/cbor':
        value = RpcV2CBORParser().parse_data_item(_Peekable(body))
        found += _value(inside, value, shape.name, cbor=True)
    elif 'json' in kind:
        found += _value(inside, json.loads(body), shape.name)
    elif 'xml' in kind:
        found += _xml_root(inside, ElementTree.fromstring(body), shape)
    else:
        found.append(f'content-type {kind or "(none)"} tells nothing')
    return found


class _Peekable:
    """What botocore's reader of CBOR reads from."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def read(self, count=-1):
        taken = self.data[self.at :] if count < 0 else self.data[self.at : self.at + count]
        self.at += len(taken)
        return taken

    def peek(self, count=1):
        return self.data[self.at : self.at + count]


def _headers(shape, headers):
    for name, member in shape.members.items():
        if member.serialization.get('location') != 'header':
            continue
        value = headers.get(member.serialization.get('name', name).lower())
        if value is not None:
            yield from _text(member, value, f'{shape.name}.{name} (header)')


def _wire_name(name, member):
    return member.serialization.get('name', name)


def _inside(shape):
    """Members that stand in the body, by the name that they have there."""
    return {
        _wire_name(name, member): (name, member)
        for name, member in shape.members.items()
        if 'location' not in member.serialization
    }


def _value(shape, value, path, cbor=False):
    kind = shape.type_name
    if value is None:
        return [f'{path} is null']
    if kind == 'structure':
        if getattr(shape, 'is_document_type', False):
            return []
        if not isinstance(value, dict):
            return [f'{path} must be a structure, and is {value!r:.60}']
        known = _inside(shape)
        found = [f'{path} has {name}, which {shape.name} has not' for name in value if name not in known]
        found += [f'{path} lacks {name}' for name in shape.required_members if name not in value]
        for name, member in value.items():
            if name in known:
                found += _value(known[name][1], member, f'{path}.{name}', cbor)
        if getattr(shape, 'is_tagged_union', False) and len(value) != 1:
            found.append(f'{path} must have one member')
        return found
    if kind == 'list':
        if not isinstance(value, list):
            return [f'{path} must be a list, and is {value!r:.60}']
        return [fault for item in value for fault in _value(shape.member, item, f'{path}[]', cbor)]
    if kind == 'map':
        if not isinstance(value, dict):
            return [f'{path} must be a map, and is {value!r:.60}']
        found = []
        for key, item in value.items():
            found += _value(shape.key, key, f'{path}{{key}}') + _value(shape.value, item, f'{path}.{key}', cbor)
        return found
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    right = {
        'string': lambda: isinstance(value, str),
        'character': lambda: isinstance(value, str),
        'boolean': lambda: isinstance(value, bool),
        'integer': lambda: number and value == int(value),
        'long': lambda: number and value == int(value),
        'float': lambda: number,
        'double': lambda: number,
        'timestamp': lambda: isinstance(value, datetime) if cbor else number or _is_time(value),
        'blob': lambda: isinstance(value, bytes) if cbor else _is_base64(value),
    }[kind]()
    if not right:
        return [f'{path} must be a {kind}, and is {value!r:.60}']
    return _one_of(shape, value, path)


def _one_of(shape, value, path):
    allowed = getattr(shape, 'enum', None)
    return [f'{path} is {value}, which is none of {shape.name}'] if allowed and value not in allowed else []


def _is_time(value):
    try:
        return isinstance(value, str) and parse_timestamp(value) is not None
    except ValueError:
        return False


def _is_base64(value):
    try:
        return isinstance(value, str) and base64.b64decode(value, validate=True) is not None
    except ValueError:
        return False


_NAMESPACES = {'xsi:type': '{http://www.w3.org/2001/XMLSchema-instance}type'}


def _local(element):
    return element.tag.rsplit('}', 1)[-1]


def _xml_root(shape, root, output):
    wrapper = output.serialization.get('resultWrapper')
    if wrapper is not None:
        inner = next((child for child in root if _local(child) == wrapper), None)
        return [f'{_local(root)} has no {wrapper}'] if inner is None else _xml(shape, inner, output.name)
    known = _inside(shape)
    if _local(root) in known and len(known) == 1:
        # A bucket's location is the root's own text.
        return _text(known[_local(root)][1], root.text or '', output.name)
    return _xml(shape, root, output.name)


def _xml(shape, element, path):
    kind = shape.type_name
    if kind == 'structure':
        return _xml_structure(shape, element, path)
    if kind == 'list':
        name = shape.member.serialization.get('name', 'member')
        wrong = [f'{path} has {_local(child)} among its {name}' for child in element if _local(child) != name]
        return wrong + [
            fault for child in element if _local(child) == name for fault in _xml(shape.member, child, f'{path}[]')
        ]
    if kind == 'map':
        found = []
        key, value = (one.serialization.get('name', otherwise) for one, otherwise in ((shape.key, 'key'), (shape.value, 'value')))
        for entry in element:
            parts = {_local(child): child for child in entry}
            if _local(entry) != 'entry' or set(parts) != {key, value}:
                found.append(f'{path} has {_local(entry)}, which is no entry of {key} and {value}')
            else:
                found += _xml(shape.key, parts[key], f'{path}{{key}}') + _xml(shape.value, parts[value], f'{path}.{parts[key].text}')
        return found
    if len(element) > 0:
        return [f'{path} must be a {kind}, and has elements']
    return _text(shape, element.text or '', path)


def _xml_structure(shape, element, path):
    known = {}
    for name, (member_name, member) in _inside(shape).items():
        flat = member.type_name in ('list', 'map') and member.serialization.get('flattened')
        if flat and member.type_name == 'list':
            name = member.serialization.get('name') or member.member.serialization.get('name', member_name)
        known[name] = (member, flat)
    found = []
    seen = set()
    for name, (_, member) in _inside(shape).items():
        # As xsi:type: botocore names it with its prefix, the parser by its namespace.
        if member.serialization.get('xmlAttribute'):
            value = element.get(_NAMESPACES.get(name, name))
            seen |= set() if value is None else {name}
            found += [] if value is None else _text(member, value, f'{path}.{name}')
    for child in element:
        name = _local(child)
        if name not in known:
            found.append(f'{path} has {name}, which {shape.name} has not')
            continue
        member, flat = known[name]
        if name in seen and not flat:
            found.append(f'{path} has {name} twice')
        seen.add(name)
        inner = member.member if flat and member.type_name == 'list' else member
        found += _xml(inner, child, f'{path}.{name}')
    found += [f'{path} lacks {name}' for name in shape.required_members if _wire_name(name, shape.members[name]) not in seen]
    return found


def _text(shape, text, path):
    kind = shape.type_name
    right = {
        'boolean': lambda: text in ('true', 'false'),
        'integer': lambda: int(text) is not None,
        'long': lambda: int(text) is not None,
        'float': lambda: float(text) is not None,
        'double': lambda: float(text) is not None,
        'timestamp': lambda: parse_timestamp(text) is not None,
    }.get(kind, lambda: True)
    try:
        if not right():
            return [f'{path} must be a {kind}, and is {text!r:.60}']
    except ValueError:
        return [f'{path} must be a {kind}, and is {text!r:.60}']
    return _one_of(shape, text, path)

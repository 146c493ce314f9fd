"""Reads the account and its servers as python-plexapi does, and prints them as one line of JSON.

With python-plexapi installed, its own MyPlexAccount is used; `client` then names its version. Where it cannot be had (it
is on PyPI alone), the same requests are made as its source documents them (4.18: `PlexConfig` and `reset_base_headers` in
plexapi/config.py, `MyPlexAccount.key` and `MyPlexResource.key` in plexapi/myplex.py), and `client` says so.

Usage: plexapi-client.py PORT AUTHORITY
PORT: where plex.tv is simulated on 127.0.0.1. AUTHORITY: the file of its throw-away certificate authority.
The key comes from PLEXAPI_AUTH_SERVER_TOKEN and the other PLEXAPI_* variables, else from the file that
PLEXAPI_CONFIG_PATH names, as python-plexapi has it. Nothing but 127.0.0.1 is ever connected to.
"""

import configparser
import json
import os
import platform
import socket
import ssl
import sys
import urllib.request
import uuid
import xml.etree.ElementTree as ElementTree

port, authority = int(sys.argv[1]), sys.argv[2]
os.environ['REQUESTS_CA_BUNDLE'] = authority
lookup = socket.getaddrinfo


def looked_up(host, _port, *more, **named):
    if host == 'plex.tv' or host.endswith('.plex.tv'):
        return lookup('127.0.0.1', port, *more, **named)
    raise OSError(f'{host} is not plex.tv')


socket.getaddrinfo = looked_up


def with_python_plexapi():
    import plexapi
    from plexapi.myplex import MyPlexAccount

    account = MyPlexAccount()
    servers = [one.name for one in account.resources() if 'server' in one.provides.split(',')]
    return f'python-plexapi {plexapi.VERSION}', account.username, servers


def with_its_requests():
    read = configparser.ConfigParser()
    read.read(os.environ.get('PLEXAPI_CONFIG_PATH', os.path.expanduser('~/.config/plexapi/config.ini')))
    values = {
        f'{section}.{name}'.lower(): read.get(section, name, raw=True)
        for section in read.sections()
        for name in read.options(section)
    }

    def get(name, default):
        return os.environ.get(f'PLEXAPI_{name.upper().replace(".", "_")}', values.get(name, default))

    headers = {
        'X-Plex-Platform': platform.system(),
        'X-Plex-Platform-Version': platform.release(),
        'X-Plex-Provides': 'controller',
        'X-Plex-Product': get('header.product', 'PlexAPI'),
        'X-Plex-Version': '4.18.0',
        'X-Plex-Device': platform.system(),
        'X-Plex-Device-Name': get('header.device_name', platform.node()),
        'X-Plex-Client-Identifier': get('header.identifier', hex(uuid.getnode())),
        'X-Plex-Language': 'en',
        'X-Plex-Sync-Version': '2',
        'X-Plex-Features': 'external-media',
        'X-Plex-Token': get('auth.server_token', ''),
    }
    trusted = ssl.create_default_context(cafile=authority)

    def query(url):
        asked = urllib.request.Request(url, headers=headers)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusted)
        )
        with opener.open(asked, timeout=30) as answer:
            return ElementTree.fromstring(answer.read())

    account = query('https://plex.tv/api/v2/user')
    resources = query('https://plex.tv/api/v2/resources?includeHttps=1&includeRelay=1')
    servers = [one.get('name') for one in resources if 'server' in (one.get('provides') or '').split(',')]
    return 'documented requests of python-plexapi 4.18', account.get('username'), servers


try:
    client, username, servers = with_python_plexapi()
except ImportError:
    client, username, servers = with_its_requests()
print(json.dumps({'client': client, 'username': username, 'servers': servers}))

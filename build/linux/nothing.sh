#!/bin/sh
# A package has nothing to do but to put its files there and to take them away: see electron-builder.yml.

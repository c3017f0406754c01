#!/bin/sh
# The pipelines that docs/ci.md shows are YAML, whole, and know the statuses of the command line.
set -u
python3 -c 'import yaml' 2>/dev/null || {
    echo "pipelines: Python's yaml is not installed (.ci/dependencies peers); docs/ci.md was not read"
    exit 0
}
python3 Tests/Delivery/pipelines.py docs/ci.md

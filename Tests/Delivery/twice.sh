#!/bin/sh
# Builds once more what is delivered, in another folder and surroundings, and compares every byte.
# usage: twice.sh FOLDER [WORK]      FOLDER is what `make dist` made; its verifier names the commit
set -eu
folder=${1:?usage: twice.sh FOLDER [WORK]}
work=${2:-.build/twice/another-name}
commit=$("$folder/trailseal-verify" --version | sed -n 's/^commit //p')
rm -rf "$work/out"
mkdir -p "$work/home"
# Another zone, language, home and depth of folders mustn't show.
TZ=Asia/Kathmandu LANG=tr_TR.UTF-8 HOME=$(cd "$work/home" && pwd) \
    sh delivery/dist.sh "$commit" "$work/out" "$work/deeper/still" >/dev/null
diff -r "$folder" "$work/out" >&2 || {
    echo "twice: the same commit gave other bytes" >&2
    exit 1
}
echo "twice: a second build of $commit in another folder gave the same bytes"

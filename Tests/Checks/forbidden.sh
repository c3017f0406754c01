#!/bin/sh
# Constructs that can crash on input or that mark unfinished work, and words that must not stand
# in the tree.
set -u
status=0
refuse() {
    what=$1; shift
    hits=$(git grep -nE "$@") && { echo "forbidden: $what:" >&2; echo "$hits" >&2; status=1; }
}
refuse "a trap in Sources" 'try!|fatalError\(|preconditionFailure\(|as! |uniqueKeysWithValues|unsafelyUnwrapped' -- 'Sources/*.swift'
refuse "an error thrown away" '(^|[^[:alnum:]])try\?' -- 'Sources/Model/*.swift' 'Sources/Roles/*.swift'
refuse "unfinished work" 'TODO|FIXME|XXX|not yet implemented' -- 'Sources/*.swift' 'Tests/*.swift'
refuse "Foundation in Sources" '^(package |internal |public )?import Foundation' -- 'Sources/*.swift'
refuse "a clock below the commands" 'clock_gettime|ContinuousClock\(|SuspendingClock\(' \
    -- 'Sources/Model/*.swift' 'Sources/Roles/Verification/*.swift' 'Sources/Roles/Reporting/*.swift'
refuse "a key file that is cheap to guess at" '\.negligible' -- 'Sources/*.swift' ':!Sources/TestKit'
[ $status = 0 ] && echo "forbidden: none found"
exit $status

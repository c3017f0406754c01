# What iq.sh and oq.sh share: a record of steps, each with what was expected and found.

begin() { # RECORD PART TITLE VERIFIER
    if [ -e "$1" ]; then echo "$2: $1 exists already; a record is written once" >&2; exit 1; fi
    mkdir -p "$1" || exit 1
    report=$1/$2.txt
    failures=0
    number=0
    {
        echo "$3"
        echo
        echo "date      $(date -u +%Y-%m-%dT%H:%M:%SZ) by this machine's clock"
        echo "machine   $(uname -n), $(uname -srm)"
        echo "account   $(id -un)"
        echo "program   $4"
        echo "SHA-256   $(sha256sum < "$4" | cut -c1-64)"
        echo
    } > "$report"
}

step() { # WHAT EXPECTED FOUND
    number=$((number + 1))
    answer=ok
    if [ "$2" != "$3" ]; then answer=WRONG; failures=$((failures + 1)); fi
    { echo "$number. $1"; echo "   expected  $2"; echo "   found     $3"; echo "   $answer"; } >> "$report"
}

finish() {
    verdict=PASSED
    [ "$failures" = 0 ] || verdict=FAILED
    { echo; echo "$verdict: $((number - failures)) of $number steps as expected"; echo; echo "signed:"; } >> "$report"
    echo "$verdict: $report"
    [ "$failures" = 0 ]
}

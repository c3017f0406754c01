#!/usr/bin/env zsh
# What zsh offers at the end of a line: a real shell on a terminal of its own, and the Tab key.
# usage: zsh-complete.zsh SCRIPT LINE      prints one offer a line
zmodload zsh/zpty
script=$1 line=$2
offers=$(mktemp -d)
trap 'zpty -d inner 2>/dev/null; rm -rf $offers' EXIT

# compadd is what every completion ends with; asked with -O it tells what it would offer.
cat >$offers/rc <<RC
PS1= ; unsetopt prompt_cr zle_bracketed_paste 2>/dev/null
autoload -Uz compinit && compinit -D
source ${(q)script}
compadd() {
    local -a found
    builtin compadd -O found "\$@"
    (( \$#found )) && print -rl -- \$found >>$offers/list
    builtin compadd "\$@"
}
bindkey '^I' complete-word
finish() { print -r -- END-OF-OFFERS }
zle -N finish
bindkey '^X' finish
print -r -- READY-FOR-LINES
RC
zpty inner "TERM=dumb zsh -f -i"
zpty -w inner "source $offers/rc"
zpty -r -m inner text '*READY-FOR-LINES*' || exit 1
zpty -w -n inner "$line"$'\t\x18'
zpty -r -m inner text '*END-OF-OFFERS*' || exit 1
[[ -f $offers/list ]] && sort -u $offers/list
exit 0

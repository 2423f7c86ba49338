#compdef perr
# Completion of perr for zsh: eval "$(perr completion zsh)" in ~/.zshrc, behind compinit
_perr() {
    local kind line value
    local -a lines values more
    lines=("${(@f)$(_PERR_COMPLETE=zsh "${(Q)words[1]}" "${(@Q)words[2,CURRENT-1]}" "$QIPREFIX$PREFIX" 2> /dev/null)}")
    kind=$lines[1]
    if [[ $kind == files ]]; then
        compset -P '--*='
        _files
        return
    fi
    shift lines
    for line in "${(@)lines}"; do
        value=${line%%$'\t'*}
        # A colon ends the value, unless it is escaped.
        line=${${value//\\/\\\\}//:/\\:}${${line#"$value"}/#$'\t'/:}
        # More of an id is to come.
        if [[ $value == */ ]]; then more+=("$line"); else values+=("$line"); fi
    done
    # perr has chosen already: by all of a name, not only by its beginning.
    (( $#values )) && _describe -V perr values -U
    (( $#more )) && _describe -V perr more -U -S ''
}
if [[ $funcstack[1] == _perr ]]; then _perr "$@"; else compdef _perr perr; fi

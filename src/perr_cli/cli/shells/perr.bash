# Completion of perr for bash 4.4 and later: eval "$(perr completion bash)" in ~/.bashrc
_perr() {
    local kind candidate
    COMPREPLY=()
    {
        IFS= read -r kind || return 0
        while IFS= read -r candidate; do
            COMPREPLY+=("$candidate")
            # More of an id is to come.
            [[ $candidate == */ ]] && compopt -o nospace
        done
    } < <(_PERR_COMPLETE=bash "$1" "${COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null)
    [[ $kind == files ]] && compopt -o default
    return 0
}
complete -o nosort -F _perr perr

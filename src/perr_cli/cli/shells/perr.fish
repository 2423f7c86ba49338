# Completion of perr for fish: perr completion fish > ~/.config/fish/completions/perr.fish
function __perr
    set -l words (commandline -opc)
    set -l lines (_PERR_COMPLETE=fish $words[1] $words[2..-1] (commandline -ct) 2>/dev/null)
    if test "$lines[1]" = files
        set -l option (string match -r -- '^--[a-z-]+=' (commandline -ct))
        __fish_complete_path (string replace -- "$option" '' (commandline -ct)) | string replace -r -- '^' "$option"
    else
        string join -- \n $lines[2..-1]
    end
end
complete --command perr --no-files --keep-order --arguments '(__perr)'

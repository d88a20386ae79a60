heading() { printf '== %s ==\n' "$1"; }

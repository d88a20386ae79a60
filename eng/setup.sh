# shellcheck shell=bash
# Shared by kptn.sh and test.sh: installs what is missing and builds the tool, and does nothing, quickly, when all is there.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
artifacts=$root/artifacts
tool=$artifacts/tool/dotnet-kptn

say() { printf 'kptn: %s\n' "$*" >&2; }

# need_packages COMMAND=PACKAGE… — makes each command available through its Debian package, or says what is missing and goes on.
need_packages() {
  local pair missing=() failed=$artifacts/packages.failed
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say "not installed: ${missing[*]} — tasks that need them will fail. On Debian: sudo apt-get install ${missing[*]}"
    return 0
  fi

  # A machine without a network must not wait for apt-get at every call.
  if [ "$(find "$failed" -mmin -60 -exec cat {} + 2>/dev/null)" = "${missing[*]}" ]; then
    say "not installed: ${missing[*]} — apt-get could not install them (see $artifacts/packages.log; tried again after an hour)"
    return 0
  fi

  say "installing ${missing[*]} (once)"
  mkdir -p "$artifacts"
  if apt_install "${missing[@]}" >"$artifacts/packages.log" 2>&1; then
    rm -f "$failed"
  else
    printf '%s' "${missing[*]}" >"$failed"
    say "apt-get could not install ${missing[*]} (see $artifacts/packages.log); going on without"
  fi
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "$@" </dev/null && return 0
  apt-get update </dev/null && apt-get install -y --no-install-recommends "$@" </dev/null
}

# Points DOTNET_ROOT at the SDK on PATH, or at the user's own, so that the built program finds the same runtime.
find_dotnet() {
  local path
  if ! command -v dotnet >/dev/null 2>&1 && [ -x "${HOME:-}/.dotnet/dotnet" ]; then PATH=$HOME/.dotnet:$PATH; fi
  [ -z "${DOTNET_ROOT:-}" ] && path=$(command -v dotnet) || return 0
  path=$(dirname "$(readlink -f "$path")")
  if [ -d "$path/host/fxr" ]; then export DOTNET_ROOT=$path; fi
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 && return 0
  say "the .NET SDK 10 is not installed (no 'dotnet' on PATH): install it, then run this again"
  return 1
}

# Everything the tool is built from, one path a line.
sources() {
  find "$root/src" "$root/eng/native.txt" "$root"/Directory.*.props \
    \( -name bin -o -name obj -o -name __pycache__ \) -prune -o -type f "$@" -print
}

source_names() { sources | LC_ALL=C sort | cksum; }

# ctime as well as mtime: a file moved into place keeps an old mtime.
tool_is_current() {
  local stamp=$artifacts/tool/.built
  [ -x "$tool" ] && [ -f "$stamp" ] || return 1
  [ -z "$(sources \( -newer "$stamp" -o -cnewer "$stamp" \) | head -n 1)" ] || return 1
  [ "$(cat "$stamp")" = "$(source_names)" ]
}

build_tool() {
  tool_is_current && return 0
  need_dotnet || return 1
  mkdir -p "$artifacts"
  exec 9>"$artifacts/.lock"
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  # Another call may have built it while this one waited.
  if ! tool_is_current; then publish_tool; fi
  exec 9>&-
}

publish_tool() {
  local new=$artifacts/tool.new names how=(-p:PublishReadyToRun=false)
  # Code compiled ahead starts sooner; the compiler for it is at hand on this platform only.
  if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then how=(-r linux-x64 --no-self-contained); fi
  say "building the tool (once, and after its sources change)"
  rm -rf "$new"
  mkdir -p "$new"
  : >"$artifacts/.began"
  names=$(source_names)
  # The lock must not live on in a build server.
  if ! dotnet publish "$root/src/Kptn.Tool" -c Release "${how[@]}" -o "$new" --disable-build-servers -v quiet --nologo \
    </dev/null >"$artifacts/build.log" 2>&1 9>&-; then
    cat "$artifacts/build.log" >&2
    say "the build failed"
    return 1
  fi
  printf '%s\n' "$names" >"$new/.built"
  touch -r "$artifacts/.began" "$new/.built"
  rm -rf "$artifacts/tool.old"
  [ ! -d "$artifacts/tool" ] || mv "$artifacts/tool" "$artifacts/tool.old"
  mv "$new" "$artifacts/tool"
  rm -rf "$artifacts/tool.old"
}

need_native() {
  if [ ! -d "$artifacts/native" ]; then need_packages npm=npm openssl=openssl; fi
  "$root/eng/native.sh"
}

set_up() {
  find_dotnet
  need_packages Rscript=r-base-core python3=python3 git=git
  need_native || return 1
  build_tool
}

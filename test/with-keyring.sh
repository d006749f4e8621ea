#!/bin/sh
# Runs a command on a session bus of its own with an unlocked gnome-keyring (empty, gone afterwards), and says so with DESK_KEYRING=1.
# Usage: test/with-keyring.sh npx vitest run test/unit/keys/keychain.test.ts
# Needs: dbus-run-session, gnome-keyring-daemon, gdbus.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run"
mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
# No display: a locked keyring then refuses at once instead of asking on somebody's screen.
unset DISPLAY WAYLAND_DISPLAY
DESK_KEYRING=1 dbus-run-session -- sh -c '
  printf keyring-of-a-test | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
  DESK_KEYRING_PID=$!
  export DESK_KEYRING_PID
  # Ready when the collection that new entries go to is there. Asked only of a daemon that has come: asking nobody would start another one.
  tries=0
  until gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.NameHasOwner org.freedesktop.secrets 2>/dev/null | grep -q true &&
    gdbus introspect --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets/collection/login 2>/dev/null | grep -q Locked; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then echo "gnome-keyring did not start" >&2; kill "$DESK_KEYRING_PID"; exit 1; fi
    sleep 0.1
  done
  status=0
  "$@" || status=$?
  kill "$DESK_KEYRING_PID"
  exit "$status"
' sh "$@"

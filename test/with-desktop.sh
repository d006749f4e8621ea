#!/bin/sh
# Runs a command with a display of its own, a session bus and an unlocked keyring (test/with-keyring.sh), so that windows of the tests come up on
# nobody's screen. Usage: test/with-desktop.sh npx playwright test --project=desktop
# Needs: Xvfb, xvfb-run, xauth and what test/with-keyring.sh needs; as root also unshare.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# Electron's sandbox, the session bus and the keyring refuse root. In a user namespace it is a plain user that still owns root's files.
if [ "$(id -u)" = 0 ]; then exec unshare --user --map-user=1000 --map-group=1000 -- sh "$here/with-desktop.sh" "$@"; fi
# Larger than the windows of the specs (1440x900), so that none is cut.
exec sh "$here/with-keyring.sh" xvfb-run -a -s '-screen 0 1920x1200x24' "$@"

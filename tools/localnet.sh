#!/bin/sh
# Starts an empty localnet for the official clients' own test suites.
#
#   localnet.sh [True|False]     True, the default: slots of 250 ms and short delays
#
# Its log goes to standard output. SIGTERM ends it, and its data with it. Of the environment it
# reads MYELIN (the binary), LOCALNET_PORTS (where JSON-RPC is served) and BT_DEFAULT_TOKEN_WALLET.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
case "${1:-True}" in
    True | true | 1) fast=--fast ;;
    False | false | 0) fast= ;;
    *) echo "localnet.sh: say True (fast blocks) or False, not '$1'" >&2; exit 2 ;;
esac

myelin=${MYELIN:-}
if [ -z "$myelin" ]; then
    myelin=$root/target/release/myelin
    [ -x "$myelin" ] || myelin=$(command -v myelin) || {
        echo "localnet.sh: no myelin here; build it with 'cargo build --release', or name it in MYELIN" >&2
        exit 1
    }
fi

data=$(mktemp -d "${TMPDIR:-/tmp}/myelin-localnet.XXXXXX")
node=
end() {
    trap - EXIT
    trap '' TERM INT HUP
    if [ -n "$node" ]; then
        kill -TERM "$node" 2>/dev/null || true
        wait "$node" 2>/dev/null || true
    fi
    rm -rf "$data"
}
trap end EXIT
trap 'exit 143' TERM HUP
trap 'exit 130' INT

# Suites differ in the port they expect: one node listens on both.
set -- --chain localnet --base-path "$data" --listen-addr /ip4/127.0.0.1/tcp/0 --no-mdns --no-prometheus
for port in ${LOCALNET_PORTS:-9944 9945}; do
    set -- "$@" --experimental-rpc-endpoint "listen-addr=127.0.0.1:$port"
done

"$myelin" node $fast "$@" 2>&1 &
node=$!
status=0
wait "$node" || status=$?
node=
exit "$status"

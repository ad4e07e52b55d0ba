#!/usr/bin/env bash
# Starts Neo4j with the settings of the environment, or runs another command (neo4j-admin, cypher-shell) with them.
set -euo pipefail

fail() {
  echo "neo4j: $1" >&2
  exit 1
}

for folder in /data /logs; do
  [[ -w $folder ]] || fail "user $(id -u) cannot write to $folder: give the folder to that user, or use a named volume."
done

# As in the official image: NEO4J_db_tx__log_rotation_size=64m is the setting db.tx_log.rotation.size=64m.
declare -A settings=(
  [server.default_listen_address]=0.0.0.0
  [server.directories.data]=/data
  [server.directories.logs]=/logs
  [server.directories.import]=import # LOAD CSV reads no other folder
  [server.memory.heap.max_size]=1g
  [server.memory.pagecache.size]=512m
  [dbms.usage_report.enabled]=false
  [internal.dbms.bolt.netty_server_shutdown_quiet_period]=1 # seconds; with Neo4j's 5, stopping outlasts `docker stop`
)
while IFS= read -r -d '' variable; do
  [[ $variable =~ ^NEO4J_([a-z][A-Za-z0-9_]*)=(.+)$ ]] || continue
  name=${BASH_REMATCH[1]//__/ }
  name=${name//_/.}
  [[ ${BASH_REMATCH[2]} != *$'\n'* ]] || fail "NEO4J_${BASH_REMATCH[1]} has more than one line."
  settings[${name// /_}]=${BASH_REMATCH[2]}
done < <(env -0)
: "${settings[server.memory.heap.initial_size]:=${settings[server.memory.heap.max_size]}}"
for name in server.memory.heap.max_size server.memory.heap.initial_size; do
  [[ ${settings[$name]} =~ ^[0-9]+[kKmMgG]?$ ]] || fail "$name is a number with k, m or g, not ${settings[$name]}."
done

auth=${NEO4J_AUTH:-}
if [[ -n ${NEO4J_AUTH_PATH:-} ]]; then
  [[ -r $NEO4J_AUTH_PATH ]] || fail "NEO4J_AUTH_PATH names $NEO4J_AUTH_PATH, which cannot be read."
  auth=$(<"$NEO4J_AUTH_PATH")
fi
unset NEO4J_AUTH
[[ $auth != none ]] || settings[dbms.security.auth_enabled]=false

umask 077
for name in "${!settings[@]}"; do
  echo "$name=${settings[$name]}"
done | sort > "$NEO4J_CONF/neo4j.conf"

[[ ${1:-neo4j} == neo4j ]] || exec "$@"

# The password counts at the first start only, as in the official image; later it is changed with ALTER USER.
if [[ $auth != none && ! -e /data/dbms/auth.ini && ! -e /data/databases/system ]]; then
  [[ $auth == neo4j/* ]] || fail "set NEO4J_AUTH=neo4j/PASSWORD for the first start, or NEO4J_AUTH=none."
  password=${auth#neo4j/}
  ((${#password} >= 8)) || fail "the password in NEO4J_AUTH needs at least 8 characters."
  neo4j-admin dbms set-initial-password -- "$password" > /dev/null
fi

# shellcheck disable=SC2086  # several options in one variable
exec java @"$NEO4J_HOME/java.args" -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError -XX:-OmitStackTraceInFastThrow \
  -Xms"${settings[server.memory.heap.initial_size]}" -Xmx"${settings[server.memory.heap.max_size]}" \
  ${NEO4J_server_jvm_additional:-} -cp "$NEO4J_HOME/lib/*" org.neo4j.server.CommunityEntryPoint \
  --home-dir="$NEO4J_HOME" --config-dir="$NEO4J_CONF" --console-mode

#!/usr/bin/env bash
# Builds a Neo4j Community image from Debian packages and Maven artifacts, without an image registry:
#   build.sh [NAME]
# Needs root, debootstrap, Java, Maven and a container engine. README.md says what the variables below do.
set -euo pipefail
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=${1:-graphmodel-neo4j:5.26}
engine=${CONTAINER_ENGINE:-docker}
suite=${DEBIAN_SUITE:-bookworm}
mirror=${DEBIAN_MIRROR:-}
security=${DEBIAN_SECURITY_MIRROR:-}
jre=${JRE_PACKAGE:-openjdk-17-jre-headless}
read -ra maven <<< "${MAVEN_OPTIONS:-}"

for program in debootstrap mvn "$engine"; do
  command -v "$program" > /dev/null || { echo "build.sh needs $program: install it and try again." >&2; exit 1; }
done
((EUID == 0)) || { echo "build.sh needs root, as debootstrap does." >&2; exit 1; }

"$engine" version > /dev/null || { echo "build.sh needs a running container engine: $engine does not answer." >&2; exit 1; }

if [[ -z $mirror ]]; then # then from where this machine itself is installed
  sites=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sort -u)
  mirror=$(grep -v security <<< "$sites" | head -n 1)
  security=${security:-$(grep security <<< "$sites" | head -n 1 || true)}
fi

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
say() { echo "== $*" >&2; }

say "Neo4j from Maven"
mvn -q -B -C -Ptools -Dstyle.color=never "${maven[@]}" -f "$here/pom.xml" dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$work/lib" >&2

say "Debian $suite"
debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
cat > "$root/etc/apt/sources.list" << SOURCES
deb $mirror $suite main
deb $mirror $suite-updates main
${security:+deb $security $suite-security main}
SOURCES
printf 'path-exclude=/usr/share/%s/*\n' man locale info lintian > "$root/etc/dpkg/dpkg.cfg.d/lean"

say "$jre, with the security updates of today"
# In mount and process namespaces of their own: whatever happens, nothing stays mounted or running.
unshare --mount --pid --fork bash -s -- "$root" "$jre" > "$work/log" 2>&1 << 'INSIDE' || { tail -20 "$work/log" >&2; exit 1; }
set -euo pipefail
mount -t proc proc "$1/proc"
inside() { DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$1" "${@:2}"; }
inside "$1" apt-get -q update
inside "$1" apt-get -q -y upgrade
inside "$1" apt-get -q -y install --no-install-recommends "$2"
inside "$1" apt-get clean
inside "$1" groupadd --system --gid 7474 neo4j
inside "$1" useradd --system --uid 7474 --gid 7474 --home-dir /var/lib/neo4j --shell /usr/sbin/nologin neo4j
INSIDE
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/* "$root"/var/log/* "$root"/usr/share/{man,locale,info}/* "$root/etc/resolv.conf"

say "Image $name"
cp -r "$here/rootfs/." "$root/"
mv "$work/lib" "$root/var/lib/neo4j/lib"
chmod -R a+rX "$root/var/lib/neo4j" "$root/usr/local/bin"
chmod a+x "$root/entry.sh" "$root"/usr/local/bin/*
ln -s /ssl "$root/var/lib/neo4j/certificates"
install -d -o 7474 -g 7474 "$root"/{data,logs} "$root"/var/lib/neo4j/{conf,run,plugins,import}
kernel=("$root"/var/lib/neo4j/lib/neo4j-kernel-[0-9]*.jar)
version=${kernel[0]##*/neo4j-kernel-}
version=${version%.jar}

tar -C "$root" --numeric-owner -c . | "$engine" import \
  --change "LABEL org.opencontainers.image.title=neo4j-community org.opencontainers.image.version=$version org.opencontainers.image.licenses=GPL-3.0-only graphmodel.sources=$("$here/sources")" \
  --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NEO4J_HOME=/var/lib/neo4j NEO4J_CONF=/var/lib/neo4j/conf NEO4J_EDITION=community LANG=C.UTF-8" \
  --change "USER 7474:7474" \
  --change "WORKDIR /var/lib/neo4j" \
  --change "VOLUME /data /logs" \
  --change "EXPOSE 7474 7687" \
  --change 'HEALTHCHECK --interval=10s --timeout=10s --start-period=90s --retries=6 CMD ["healthy"]' \
  --change 'ENTRYPOINT ["/entry.sh"]' \
  --change 'CMD ["neo4j"]' \
  - "$name" > /dev/null
say "Neo4j $version is ready as $name"

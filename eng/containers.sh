# shellcheck shell=bash
# Makes containers usable for the tests: podman, the image of DynamoDB Local, and podman's service for the `docker` command.
# Sourced by test.sh after setup.sh. Without root, or without a network, it says what is missing, and the tests that need containers are skipped.

containers=$artifacts/containers
image=docker.io/amazon/dynamodb-local:latest

# The image is made here once and stays in podman's own storage: Debian's Java, and the server that eng/servers.sh fetched.
make_image() {
  local base
  podman image exists "$image" && return 0
  say "making the image $image (once)"
  # debootstrap takes no folder with a space in its path.
  base=$(mktemp -d /var/tmp/kptn-image.XXXXXX)
  # shellcheck disable=SC2064
  trap "rm -rf '$base'" EXIT
  debootstrap --variant=minbase --include=openjdk-17-jre-headless bookworm "$base" >"$containers/base.log" 2>&1 || {
    say "debootstrap failed (see $containers/base.log)"
    return 1
  }
  rm -rf "$base"/var/cache/apt/* "$base"/var/lib/apt/lists/* "$base"/usr/share/{doc,man,locale}/*
  cp -a "$artifacts/servers/dynamodb/package/emulator" "$base/home/dynamodblocal"
  tar -C "$base" -c . | podman import --change 'WORKDIR /home/dynamodblocal' --change 'ENTRYPOINT ["java"]' \
    --change 'CMD ["-jar","DynamoDBLocal.jar","-inMemory"]' - "$image" >"$containers/import.log" 2>&1 || {
    say "podman could not make the image (see $containers/import.log)"
    return 1
  }
}

# runc and plain limits work on more machines than podman's defaults; podman's own configuration is left alone.
configure_podman() {
  printf '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]\n' >"$containers/containers.conf"
  export CONTAINERS_CONF=$containers/containers.conf
}

# Where no docker runs, the docker command speaks to podman.
serve_docker() {
  command -v docker >/dev/null 2>&1 || return 0
  docker info >/dev/null 2>&1 && return 0
  podman system service --time=0 "unix://$containers/docker.sock" >"$containers/service.log" 2>&1 </dev/null &
  containers_service=$!
  export DOCKER_HOST=unix://$containers/docker.sock
}

stop_containers() { [ -z "${containers_service:-}" ] || kill "$containers_service" 2>/dev/null || true; }

# Making the image takes a minute, in which the build goes on.
begin_containers() {
  mkdir -p "$containers"
  need_packages podman=podman runc=runc debootstrap=debootstrap
  command -v podman >/dev/null 2>&1 || return 0
  configure_podman
  make_image &
  containers_image=$!
}

end_containers() {
  [ -n "${containers_image:-}" ] && wait "$containers_image" || return 0
  serve_docker
  export KPTN_CONTAINERS=1
}

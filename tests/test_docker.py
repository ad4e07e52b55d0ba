"""The files in docker/: what they open, what they may do, and that text and files agree."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphmodel.explorer.command import serve
from tests.serving import Site

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[1]
DOCKER = ROOT / "docker"
OFFLINE = DOCKER / "offline"
FILES = ("compose.yaml", "compose.tls.yaml", "compose.explorer.yaml")
SCRIPTS = [
    *(OFFLINE / name for name in ("build.sh", "sources", "rootfs/entry.sh")),
    *sorted((OFFLINE / "rootfs/usr/local/bin").iterdir()),
    *(path for path in (ROOT / ".ci/java", ROOT / ".ci/neo4j-image") if path.exists()),
]


class Loader(yaml.SafeLoader):  # type: ignore[misc, name-defined]
    """YAML with the one tag that compose adds here."""


Loader.add_constructor("!override", lambda loader, node: loader.construct_sequence(node))


def compose(name: str = "compose.yaml") -> dict[str, Any]:
    return dict(yaml.load((DOCKER / name).read_text(encoding="utf-8"), Loader))


def text_of(name: str) -> str:
    return (DOCKER / name).read_text(encoding="utf-8")


def instructions(name: str) -> list[tuple[str, str]]:
    """A Dockerfile's instructions, each on one line."""
    lines = "\n".join(line for line in text_of(name).splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n", " ", lines).splitlines()
    return [(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in joined) if word]


def last_stage() -> list[tuple[str, str]]:
    found = instructions("Dockerfile")
    start = max(number for number, (word, _) in enumerate(found) if word == "FROM")
    return found[start:]


# compose.yaml


def test_the_server_is_reached_from_its_own_machine_only() -> None:
    ports = {service: described.get("ports", []) for service, described in compose()["services"].items()}
    assert ports == {"neo4j": ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"], "graphmodel": []}


def test_with_tls_bolt_alone_is_opened_and_only_encrypted() -> None:
    server = compose("compose.tls.yaml")["services"]["neo4j"]
    assert {port for port in server["ports"] if not port.startswith("127.0.0.1:")} == {"7687:7687"}
    assert server["environment"]["NEO4J_server_bolt_tls__level"] == "REQUIRED"


def test_no_secret_is_written_down() -> None:
    for name in FILES:
        for service in compose(name)["services"].values():
            for variable, value in service.get("environment", {}).items():
                if re.search("AUTH|PASSWORD|SECRET|TOKEN", variable):
                    assert re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?[^}]*}", value), variable
    assert "NEO4J_PASSWORD=\n" in text_of(".env.example")
    assert ".env" in text_of(".gitignore").split()


def test_the_example_of_env_names_what_compose_reads() -> None:
    read = set(re.findall(r"(?<!\$)\$\{(\w+)", "".join(map(text_of, FILES))))
    named = dict(re.findall(r"^#?(\w+)=(.*)$", text_of(".env.example"), re.MULTILINE))
    assert read == set(named)
    defaults = dict(
        re.findall(r"(?<!\$)\$\{(\w+):-([^}]*)}", text_of("compose.yaml") + text_of("compose.explorer.yaml"))
    )
    assert {name: named[name] for name in defaults if name != "CATALOGUE"} == {
        name: value for name, value in defaults.items() if name != "CATALOGUE"
    }


def test_neo4j_is_the_pinned_community_release_with_its_data_in_volumes() -> None:
    described = compose()
    server = described["services"]["neo4j"]
    assert re.fullmatch(r"\$\{NEO4J_IMAGE:-neo4j:5\.26(\.\d+)?-community}", server["image"])
    assert {volume.split(":")[1] for volume in server["volumes"]} == {"/data", "/logs"}
    assert {volume.split(":")[0] for volume in server["volumes"]} == set(described["volumes"])
    assert server["healthcheck"]["test"][0] == "CMD"
    assert server["environment"]["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"


def test_graphmodel_runs_when_called_reads_only_and_waits_for_the_server() -> None:
    service = compose()["services"]["graphmodel"]
    assert service["profiles"] == ["tools"]
    assert service["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert service["read_only"]
    assert [volume["read_only"] for volume in service["volumes"]] == [True]
    assert service["cap_drop"] == ["ALL"]
    assert (DOCKER / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_explorer_is_reached_through_the_proxy_alone() -> None:
    described = compose("compose.explorer.yaml")
    explorer, proxy = described["services"]["explorer"], described["services"]["proxy"]
    assert "ports" not in explorer
    assert proxy["ports"] == ["443:443"]
    assert set(explorer["networks"]) == {"default", "front"}
    assert proxy["networks"] == ["front"]  # Neo4j is on the other
    for service in (explorer, proxy):
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    assert explorer["image"] == compose()["services"]["graphmodel"]["image"]


def test_the_explorer_is_started_as_the_command_line_takes_it() -> None:
    """What compose says is parsed by the command itself."""
    verbose, name, *options = compose("compose.explorer.yaml")["services"]["explorer"]["command"]
    assert (verbose, name) == ("-v", "serve")
    context = serve.make_context("serve", [re.sub(r"\$\{.*}", "explorer.example.org", word) for word in options])
    told = context.params
    assert (told["host"], told["port"], told["user_header"]) == ("0.0.0.0", 8765, "X-Remote-User")
    assert told["names"] == ("explorer.example.org", "explorer:8765")
    exposed = [rest for word, rest in last_stage() if word == "EXPOSE"]
    assert exposed == [str(told["port"])]


def test_the_proxy_names_who_asks_and_keeps_counts_inside() -> None:
    text = text_of("proxy/Caddyfile")
    told = compose("compose.explorer.yaml")["services"]["explorer"]["command"]
    header = next(word.partition("=")[2] for word in told if word.startswith("--user-header"))
    assert f"header_up {header} {{http.auth.user.id}}" in text
    assert re.search(r"reverse_proxy (\S+)", text)[1] in {word.partition("=")[2] for word in told}  # type: ignore[index]
    assert re.search(r"@inside path (.*)\n\trespond @inside 404", text)[1].split() == [
        "/metrics",
        "/health",
        "/health/*",
    ]  # type: ignore[index]
    assert text.count("{") == text.count("}")
    assert "proxy/users" in text_of(".gitignore").split()
    mounted = {volume["target"] for volume in compose("compose.explorer.yaml")["services"]["proxy"]["volumes"]}
    for path in re.findall(r"/certificates\S+", text):
        assert str(Path(path).parent) in mounted


def test_the_check_of_health_asks_an_explorer_that_runs(explorer: Site) -> None:
    *_, code = compose("compose.explorer.yaml")["services"]["explorer"]["healthcheck"]["test"]
    there = code.replace("127.0.0.1:8765", explorer.host).replace("explorer:8765", explorer.host)
    assert subprocess.run([sys.executable, "-c", there], check=False, capture_output=True).returncode == 0
    elsewhere = there.replace(f"'Host': '{explorer.host}'", "'Host': 'evil.example'")
    assert subprocess.run([sys.executable, "-c", elsewhere], check=False, capture_output=True).returncode != 0


@pytest.mark.parametrize(
    "files",
    [["compose.yaml"], ["compose.yaml", "compose.tls.yaml"], ["compose.yaml", "compose.explorer.yaml"]],
    ids=["plain", "tls", "explorer"],
)
def test_the_files_are_what_compose_takes(files: list[str], tmp_path: Path) -> None:
    """By the schema of the compose specification; and by compose itself, where a machine has it."""
    described = compose(files[-1])
    assert of_schema(described, tmp_path / "whole.json")
    next(iter(described["services"].values()))["portz"] = []
    assert not of_schema(described, tmp_path / "wrong.json")
    if works(["docker", "compose", "version"]):
        accepted_by_compose(files)


def of_schema(described: dict[str, Any], path: Path) -> bool:
    path.write_text(json.dumps(described), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or "portz" in done.stdout, done.stderr
    return done.returncode == 0


def accepted_by_compose(files: list[str]) -> None:
    command = ["docker", "compose", *(part for name in files for part in ("--file", name)), "--profile", "tools"]
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "NEO4J_PASSWORD": "only-for-tests"}
    environment["EXPLORER_NAME"] = "explorer.example.org"
    done = subprocess.run(
        [*command, "config", "--quiet"], cwd=DOCKER, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


# Dockerfile


def test_the_image_of_graphmodel_runs_as_nobody_in_particular() -> None:
    users = [rest for word, rest in last_stage() if word == "USER"]
    assert len(users) == 1
    assert int(users[0].split(":")[0]) >= 1000
    assert ("ENTRYPOINT", '["graphmodel"]') in last_stage()


def test_the_last_stage_holds_the_installed_wheel_and_nothing_that_builds() -> None:
    copied = [rest for word, rest in last_stage() if word in {"COPY", "ADD"}]
    assert copied == ["--from=build /opt/graphmodel /opt/graphmodel"]
    ran = " ".join(rest for word, rest in last_stage() if word == "RUN")
    assert not re.search(r"\b(pip|apt|apt-get|gcc|make|curl|wget)\b", ran)


def test_pip_keeps_no_cache_and_compiles_nothing() -> None:
    ran = [part for word, rest in instructions("Dockerfile") if word == "RUN" for part in rest.split("&&")]
    calls = [part for part in ran if "/pip " in part]
    assert len(calls) == 2
    assert all("--no-cache-dir" in call for call in calls)
    assert "--only-binary :all:" in calls[1]
    assert "--without-pip /opt/graphmodel" in " ".join(ran)


def test_the_base_can_be_chosen() -> None:
    found = instructions("Dockerfile")
    assert found[0] == ("ARG", "BASE=python:3.13-slim")
    assert {rest.split()[0] for word, rest in found if word == "FROM"} == {"${BASE}"}
    assert compose()["services"]["graphmodel"]["build"]["args"] == {"BASE": "${PYTHON_IMAGE:-python:3.13-slim}"}


def test_what_the_wheel_is_made_of_reaches_the_build() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    needed |= {*wheel["packages"], *wheel["force-include"]}
    assert not needed & set(text_of("Dockerfile.dockerignore").split())


# offline/ and the texts


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_that_bash_can_read_and_run(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n# ")
    assert "set -euo pipefail" in text or text.count("\n") <= 10
    assert os.access(script, os.X_OK)
    if shutil.which("bash"):
        done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_what_the_readme_of_offline_names_exists() -> None:
    readme, build = text_of("offline/README.md"), text_of("offline/build.sh")
    for command in re.findall(r"docker/offline/\S+", readme):
        assert os.access(ROOT / command, os.X_OK), command
    table = dict(re.findall(r"^\| `([A-Z_]+)` \|.*\| (?:`([^`]+)`|none) \|$", readme, re.MULTILINE))
    assert table == dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)}", build))
    pom = text_of("offline/pom.xml")
    assert re.search(r"Neo4j Browser is (\S+),", readme)[1] in pom  # type: ignore[index]
    assert "<neo4j.version>5.26." in pom


def test_the_links_and_services_that_the_readmes_name_exist() -> None:
    services = {service for name in FILES for service in compose(name)["services"]}
    for readme in (DOCKER / "README.md", OFFLINE / "README.md"):
        text = readme.read_text(encoding="utf-8")
        for target in re.findall(r"]\(([^)#]+)\)", text):
            assert (readme.parent / target).exists(), target
        for rest in re.findall(r"^docker compose (?:run|exec|stop|pull|build) (.*)", text, re.MULTILINE):
            named = [word for word in rest.split() if not word.startswith("-") and "=" not in word]
            assert named[0] in services, rest


# The image of offline/, where there is one


@pytest.fixture(scope="module")
def image() -> str:
    name = os.environ.get("GRAPHMODEL_NEO4J_IMAGE") or "graphmodel-neo4j:5.26"
    query = ["docker", "image", "inspect", "--format", '{{index .Config.Labels "graphmodel.sources"}}', name]
    if not works(query) or subprocess.check_output(query, text=True).strip() in {"", "<no value>"}:
        pytest.skip("needs the image of docker/offline: run .ci/neo4j-image")
    return name


@pytest.fixture
def container(image: str) -> Iterator[str]:
    """A running container of the image, without a password."""
    options = ["--env", "NEO4J_AUTH=none", "--env", "NEO4J_server_memory_heap_max__size=300m"]
    options += ["--env", "NEO4J_db_tx__log_rotation_size=64m"]
    name = subprocess.check_output(["docker", "run", "--detach", *options, image], text=True).strip()
    yield name
    subprocess.run(["docker", "rm", "--force", "--volumes", name], capture_output=True, check=True)


@pytest.fixture(scope="module")
def idle(image: str) -> Iterator[str]:
    """A container of the image in which nothing was started."""
    sleeping = ["docker", "run", "--detach", "--entrypoint", "sleep", image, "infinity"]
    name = subprocess.check_output(sleeping, text=True).strip()
    yield name
    subprocess.run(["docker", "rm", "--force", "--volumes", name], capture_output=True, check=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "set NEO4J_AUTH=neo4j/PASSWORD for the first start, or NEO4J_AUTH=none."),
        (["--env=NEO4J_AUTH=neo4j/short"], "the password in NEO4J_AUTH needs at least 8 characters."),
        (["--env=NEO4J_AUTH_PATH=/none"], "NEO4J_AUTH_PATH names /none, which cannot be read."),
        (
            ["--env=NEO4J_AUTH=none", "--env=NEO4J_server_memory_heap_max__size=much"],
            "server.memory.heap.max_size is a number with k, m or g, not much.",
        ),
        (["--user=4711"], "user 4711 cannot write to /data: give the folder to that user, or use a named volume."),
    ],
    ids=["no-password", "short", "no-file", "heap", "user"],
)
def test_the_image_says_in_a_sentence_why_it_does_not_start(idle: str, options: list[str], said: str) -> None:
    done = subprocess.run(
        ["docker", "exec", *options, idle, "/entry.sh"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (1, f"neo4j: {said}\n")


def test_the_image_takes_its_settings_from_the_environment_and_ends_in_order(container: str) -> None:
    wait_for = "until healthy 2> /dev/null; do sleep 0.2; done; id -u; sort conf/neo4j.conf"
    said = subprocess.check_output(["docker", "exec", container, "bash", "-c", wait_for], text=True, timeout=120)
    user, *settings = said.splitlines()
    assert user == "7474"
    assert {"server.memory.heap.max_size=300m", "db.tx_log.rotation.size=64m", "server.directories.data=/data"} <= {
        *settings
    }
    subprocess.run(["docker", "stop", container], capture_output=True, check=True)
    code = subprocess.check_output(["docker", "inspect", "--format", "{{.State.ExitCode}}", container], text=True)
    logs = subprocess.check_output(["docker", "logs", container], text=True)
    assert (int(code), logs.splitlines()[-1].split()[-1]) == (0, "Stopped.")


def works(command: list[str]) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )

"""What GitHub runs: actions that can't change under us, and targets that the Makefile has."""

import re

import pytest
import yaml

from tools.project import here

ROOT = here().root
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def jobs(path):
    return yaml.safe_load(path.read_text("utf-8"))["jobs"].values()


def commands(path):
    """Return every line that a workflow runs in a shell."""
    return [line for job in jobs(path) for step in job["steps"]
            for line in step.get("run", "").splitlines()]  # fmt: skip


def test_there_is_a_workflow():
    assert [path.name for path in WORKFLOWS] == ["site.yml"]


@every_workflow
def test_every_action_is_pinned_to_a_commit_with_its_version(path):
    uses = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines()]
    uses = [line for line in uses if line.startswith("uses:")]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


@every_workflow
def test_every_target_that_is_made_exists(path):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    made = [
        word for line in commands(path) if line.startswith("make ") for word in line.split()[1:]
    ]
    assert "test" in made
    assert set(made) <= targets


@every_workflow
def test_only_publishing_may_write(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name for name, job in workflow["jobs"].items() if "permissions" in job}
    assert writing == {"publish"}


def test_what_is_published_was_tested_and_is_public():
    publish = yaml.safe_load(WORKFLOWS[0].read_text("utf-8"))["jobs"]["publish"]
    assert publish["needs"] == "test"
    assert "!github.event.repository.private" in publish["if"]


def test_the_branch_that_is_published_is_the_one_that_links_lead_to():
    workflow = yaml.safe_load(WORKFLOWS[0].read_text("utf-8"))
    on = workflow[True]  # YAML reads the key `on` as a truth value
    assert on["push"]["branches"] == [here().config["repository"]["branch"]]

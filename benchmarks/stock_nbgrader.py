"""Stock nbgrader, run where it can be attacked: in a jail of its own, for a minute at most.

The jail has its own processes, network, messages and file system: the machine's is read-only, and
the course is a copy that lives in memory, of limited size. Memory and the number of processes are
limited for all of the jail together.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from autograder.course import Course
from tests.autograder import tiny, tiny_tasks

# The families in which an honest student is graded after the attacker.
ON_OTHERS = ("exhaustion", "escape", "broken")
AFTER = "zz-honest"
WALL = 60
MEMORY = 3 * 2**30
PROCESSES = 256
DISK = "256m"
INODES = 20_000
NOBODY = 1_800_000_000
JOIN_SESSION_KEYRING = 250, 1
NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc", sys.base_prefix, os.path.realpath(sys.prefix))
SCRIPTS = os.path.join(os.path.realpath(sys.prefix), "bin")
PYTHON = os.path.join(SCRIPTS, "python")
COMMANDS = Path(__file__).with_name("in_the_jail.py")


@dataclass
class Outcome:
    """What nbgrader did with a class of one attacker and one honest student.

    score: the attacker's, None without one; hung: was it stopped?; graded: is the honest student
    who comes after it graded, None where there was none; changed: whose work or marks are no
    longer what they were; left: the processes that were still there at the end; page: the
    attacker's feedback, as HTML, where the attack is on who looks at it.
    """

    score: float | None = None
    hung: bool = False
    graded: bool | None = None
    changed: list = field(default_factory=list)
    left: list = field(default_factory=list)
    page: str = ""


class Stock:
    """A course for nbgrader, with one student graded already, copied for every attack.

    folder: an empty one, to work in.
    """

    def __init__(self, folder, slug):
        if os.geteuid() != 0:
            raise PermissionError("the jail mounts file systems of its own: start this as root")
        self.folder, self.slug = folder, slug
        self.packages, self.template = folder / "packages", folder / "template"
        _packages(self.packages)
        self._prepare()

    def grade(self, attack):
        """Return the `Outcome` of an attack."""
        with _memory_disk(self.folder / "class") as root, _group() as group:
            shutil.copytree(self.template, root, symlinks=True, dirs_exist_ok=True)
            course = Course(root)
            attack.hand_in(course, self._notebook("exercises"), self._notebook("solutions"))
            if attack.family in ON_OTHERS:
                self._hand_in(course, AFTER)
            before = _files(root)
            subprocess.run(["chown", "-R", str(NOBODY), root], check=True)
            report, hung = self._run(root, group, attack)
            outcome = self._looked_at(course, attack.students, before, report)
            outcome.hung = hung
            return outcome

    def _prepare(self):
        self.template.mkdir()
        shutil.copy(tiny.ROOT / "nbgrader_config.py", self.template)
        for name in ("solutions", "exercises"):
            place = self.template / name / self.slug
            if self.slug == tiny.SLUG:
                place.mkdir(parents=True)
                text = nbformat.writes(tiny.notebook(*["..."] * (name == "exercises")))
                (place / f"{self.slug}.ipynb").write_text(text)
            else:
                shutil.copytree(tiny.ROOT / name / self.slug, place)
        (self.template / "autograder").mkdir()
        self._hand_in(Course(self.template), "ann")
        for command in ("generate_assignment", "autograde"):
            subprocess.run(
                [f"{SCRIPTS}/nbgrader", command, self.slug, "--force"],
                cwd=self.template,
                env=_environment(str(self.packages), str(Path.home())),
                capture_output=True,
                check=True,
            )

    def _notebook(self, folder):
        path = self.template / folder / self.slug / f"{self.slug}.ipynb"
        return nbformat.read(path, as_version=4)

    def _hand_in(self, course, student):
        path = course.submitted / student / self.slug / f"{self.slug}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(self._notebook("solutions"), path)

    def _run(self, root, group, attack):
        """Return what the jail reports, {} if nothing, and whether it had to be ended."""
        pages = attack.students[:1] if attack.family == "looking" else ()
        command = [*_jail(root, self.packages), PYTHON, "/commands.py", self.slug, *pages]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment("/packages", "/home/teacher"),
            preexec_fn=lambda: _enter(group),
        ) as process:
            try:
                process.wait(WALL)
            except subprocess.TimeoutExpired:
                process.kill()
        report = root / "report.json"
        try:
            text = "" if report.is_symlink() else report.read_text()[:100_000]
            return json.loads(text), process.returncode == -9
        except (OSError, ValueError):
            return {}, process.returncode == -9

    def _looked_at(self, course, students, before, report):
        marks = _marks(course.root / "autograder" / "gradebook.db")
        scores = [marks[s] for s in students if marks.get(s) is not None]
        full = _marks(self.template / "autograder" / "gradebook.db")["ann"]
        after = _files(course.root)
        changed = [f for f in before if before[f] != after.get(f)]
        changed += [s for s in ("ann", AFTER) if marks.get(s) not in (None, full)]
        feedback = course.root / "autograder" / "feedback"
        pages = [p for s in students for p in (feedback / s / self.slug).glob("*.html")]
        page = "".join(p.read_text(errors="replace") for p in pages if not p.is_symlink())
        return Outcome(
            score=max(scores, default=None),
            graded=AFTER in marks if (course.submitted / AFTER).exists() else None,
            changed=changed,
            left=report.get("left", []),
            page=page,
        )


def _packages(folder):
    """The course's helpers with the tiny exercise among the others."""
    shutil.copytree(tiny.ROOT / "helpers", folder / "helpers")
    place = folder / "helpers" / "checks" / "tasks" / "ch01_tiny"
    place.mkdir()
    shutil.copy(tiny_tasks.__file__, place / "__init__.py")


def _environment(packages, home):
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "PATH": f"{SCRIPTS}:{os.defpath}",
        "PYTHONPATH": packages,
    }


def _jail(root, packages):
    command = ["prlimit", f"--nproc={PROCESSES}", "--core=0", "--fsize=100000000", "--nofile=1024"]
    command += ["bwrap", *NAMESPACES, "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command += ["--dev", "/dev", "--proc", "/proc"]
    for path in ("/tmp", "/home/teacher", "/dev/shm", "/run"):
        command += ["--perms", "1777", "--size", str(2**26), "--tmpfs", path]
    for path in filter(os.path.isdir, SYSTEM):
        for folder in reversed(Path(path).parents):
            command += ["--perms", "0755", "--dir", str(folder)]
        command += ["--ro-bind", path, path]
    command += ["--ro-bind", str(packages), "/packages", "--ro-bind", str(COMMANDS), "/commands.py"]
    command += ["--bind", str(root), "/class", "--chdir", "/class", "--", "setpriv"]
    command += [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all"]
    return [*command, "--no-new-privs"]


def _enter(group):
    """Join the group whose memory is limited, and a keyring that nobody else has."""
    import ctypes

    ctypes.CDLL(None).syscall(*JOIN_SESSION_KEYRING, None)
    for path in group:
        (path / "cgroup.procs").write_text("0")


@contextlib.contextmanager
def _group():
    """Make groups that limit memory and processes, and yield them."""
    limits = {"memory": ("memory.limit_in_bytes", MEMORY), "pids": ("pids.max", PROCESSES)}
    made, name_of_group = [], f"stock-nbgrader-{os.getpid()}-{time.monotonic_ns()}"
    try:
        for kind, (name, value) in limits.items():
            made.append(Path("/sys/fs/cgroup", kind, name_of_group))
            made[-1].mkdir()
            (made[-1] / name).write_text(str(value))
        yield made
    finally:
        for path in made:
            _emptied(path)


def _emptied(path):
    """Remove a group as soon as the last of its processes is gone: a fork bomb takes a while."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            path.rmdir()
            return
        time.sleep(0.1)


@contextlib.contextmanager
def _memory_disk(path):
    path.mkdir()
    options = f"size={DISK},nr_inodes={INODES},nosuid,nodev"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", path], check=True)
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)
        path.rmdir()


def _files(root):
    """Return {path: digest} of what grading is not to change."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        ours = name.startswith(("solutions/", "exercises/", "autograder/submitted/", "nbgrader_"))
        if ours and path.is_file() and not path.is_symlink():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _marks(path):
    """Return {student: points of the checks} in a gradebook, which may be broken."""
    query = """
        SELECT sa.student_id, SUM(CASE WHEN g.manual_score IS NOT NULL THEN g.manual_score
                                       ELSE g.auto_score END), COUNT(g.auto_score)
        FROM submitted_assignment sa
        JOIN submitted_notebook sn ON sn.assignment_id = sa.id
        JOIN grade g ON g.notebook_id = sn.id GROUP BY sa.student_id"""
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        ) as db:
            return {student: score for student, score, count in db.execute(query) if count}
    except sqlite3.Error:
        return {}

"""What student code can see: interpreter, libraries, the few files of the course it needs."""

import ast
import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

from autograder.course import CourseError

HOME = "/home/student"
COURSE = "/course"
SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/lib32", "/lib", "/lib64", "/lib32")
DEVICES = ("/dev/full", "/dev/null", "/dev/random", "/dev/urandom", "/dev/zero")
SCRATCH = ("/tmp", HOME, "/dev/shm")
SCRATCH_SIZE = 16 * 2**20  # the parent's own; each submission gets what its limits say
INTERPRETER_FOLDERS = ("bin", "lib", "lib64", "DLLs")
# Packages that hold answers, or this grader: emptied where they are installed in a library.
HIDDEN_PACKAGES = ("helpers", "autograder", "tools")
OPEN_HELPERS = ("data", "plotting")
OPEN_FILES = (".py", ".npz")

ROOT = Path(__file__).resolve().parents[2]


def arguments():
    """Return bwrap's arguments that build the file system.

    The scratch folders are the parent's; each submission gets its own on top of them.
    """
    return [*_scratch(), *_devices(), *_system(), *_libraries(), *_course(), *_closing()]


def interpreter():
    """Return the path of the base interpreter, the one that a virtual environment leads to."""
    return os.path.realpath(sys.executable)


def below_scratch():
    """Return what is mounted below a scratch folder, where a submission's own would hide it."""
    return [path for path in _library_folders() if any(map(Path(path).is_relative_to, SCRATCH))]


def package_folders():
    """Return the folders of installed packages, most specific first."""
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    folders += [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    return [p for p in dict.fromkeys(folders) if os.path.isdir(p)]


def course_files():
    """Return {path below `helpers`: file} of what exercises may import.

    It is `helpers.data` and `helpers.plotting`, with the data files in them, and what they
    import of `helpers`.

    Raises:
        CourseError: if that is more than private files; it might hold an answer.
    """
    package = Path(importlib.util.find_spec("helpers").origin).parent
    found, todo, seen = {}, ["__init__", *OPEN_HELPERS], set()
    while todo:
        name = todo.pop()
        files = _files(package, name)
        if name in seen or not files:
            continue
        if not name.startswith("_") and name not in OPEN_HELPERS:
            raise CourseError(
                f"helpers.{name} is imported by what exercises see; it may hold answers"
            )
        seen.add(name)
        found |= {file.relative_to(package).as_posix(): file for file in files}
        todo += [n for file in files if file.suffix == ".py" for n in _imported(file)]
    return found


def _files(package, name):
    """Return the file of a module of `helpers`, or the files of a package."""
    file, folder = package / f"{name}.py", package / name
    return [file] if file.exists() else [f for s in OPEN_FILES for f in folder.glob(f"**/*{s}")]


def _imported(file):
    """Yield the modules of `helpers` that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "helpers." * bool(node.level) + (node.module or "")
            names = [f"{base.rstrip('.')}.{alias.name}" for alias in node.names] + [base]
        else:
            continue
        yield from (n.split(".")[1] for n in names if n.startswith("helpers.") and n[8:])


def _scratch():
    yield from ("--proc", "/proc", "--perms", "0755", "--dir", "/dev")
    for folder in SCRATCH:
        yield from ("--perms", "1777", "--size", str(SCRATCH_SIZE), "--tmpfs", folder)


def _devices():
    """Those that keep nothing. No terminals: submissions of one parent would share them."""
    for name in DEVICES:
        yield from ("--dev-bind", name, name)
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        yield from ("--symlink", f"/proc/self/{target}", f"/dev/{name}")


def _system():
    for folder in SYSTEM:
        if os.path.islink(folder):
            yield from ("--symlink", os.readlink(folder), folder)
        elif os.path.isdir(folder):
            yield from _bound(folder, folder)
    if os.path.exists("/etc/ld.so.cache"):
        yield from _bound("/etc/ld.so.cache", "/etc/ld.so.cache")


def _libraries():
    binds = _library_folders()
    for path in binds:
        yield from _bound(path, path)
    for hidden in _hidden([*binds, *SYSTEM]):
        # Read-only: without root the cover belongs to the student, and it has no size.
        yield from ("--tmpfs", hidden, "--remount-ro", hidden)


def _library_folders():
    prefix = Path(sys.base_prefix)
    binds = [interpreter()]
    if prefix not in (Path("/usr"), Path("/")):
        binds += [str(prefix / name) for name in INTERPRETER_FOLDERS if (prefix / name).is_dir()]
    return binds + [p for p in package_folders() if not any(map(Path(p).is_relative_to, binds))]


def _hidden(binds):
    """Yield the folders below what is mounted that hold answers."""
    folders = [*package_folders(), *sysconfig.get_paths(vars=_base()).values()]
    candidates = {os.path.join(f, name) for f in folders for name in HIDDEN_PACKAGES}
    for path in sorted({str(ROOT), *candidates}):
        if os.path.isdir(path) and any(Path(path).is_relative_to(b) for b in binds):
            yield path


def _base():
    return {"base": sys.base_prefix, "platbase": sys.base_prefix}


def _course():
    files = {f"helpers/{name}": file for name, file in course_files().items()}
    drivers = Path(importlib.util.find_spec("helpers.checks").origin).parent / "drivers"
    inside = Path(__file__).parent / "inside"
    for folder, source in (
        ("helpers/checks/drivers", drivers),
        ("autograder/sandbox/inside", inside),
    ):
        files |= {f"{folder}/{file.name}": file for file in source.glob("*.py")}
    for name, file in sorted(files.items()):
        yield from _bound(str(file), f"{COURSE}/{name}")


def _bound(source, destination):
    """Mount a file or folder; the folders on the way are open to the unprivileged user."""
    for folder in reversed(Path(destination).parents):
        yield from ("--perms", "0755", "--dir", str(folder))
    yield from ("--ro-bind", source, destination)


def _closing():
    """The folders made on the way are the sandbox's root: nothing is written there."""
    yield from ("--remount-ro", "/", "--chdir", HOME)

"""Rows of one table of the gradebook: read at once, changed in memory, written in bulk."""

from nbgrader.api import new_uuid
from sqlalchemy import bindparam, insert, select, update


class Sheet:
    """Rows of a table of nbgrader's, locked until the transaction ends.

    key: the columns that tell a row; ours: those that may change; within: {column: values}, which
    rows are read. To be quick the columns of `within` must be in an index.
    """

    def __init__(self, connection, model, key, ours=(), **within):
        self._connection, self._table = connection, model.__table__
        self._key, self._ours = key, ours
        wanted = [self._table.c[name].in_(values) for name, values in within.items()]
        found = connection.execute(select(self._table).where(*wanted).with_for_update())
        self._rows = {tuple(row[k] for k in key): dict(row) for row in found.mappings()}
        self._stored = {key: self._changeable(row) for key, row in self._rows.items()}

    def row(self, *key, **new):
        """Return the row of a key, to be changed in place; one that is missing begins as `new`."""
        if key not in self._rows:
            empty = dict.fromkeys(self._table.c.keys())
            told = dict(zip(self._key, key, strict=True))
            self._rows[key] = {**empty, "id": new_uuid(), **told, **new}
        return self._rows[key]

    def write(self):
        """Store what is new and what has changed since."""
        now = {key: self._changeable(row) for key, row in self._rows.items()}
        if new := [row for key, row in self._rows.items() if key not in self._stored]:
            self._connection.execute(insert(self._table), new)
        if changed := [key for key in now if self._stored.get(key, now[key]) != now[key]]:
            values = [{"row": self._rows[key]["id"], **_renamed(now[key])} for key in changed]
            self._connection.execute(self._update(), values)
        self._stored = now

    def _changeable(self, row):
        return {name: row[name] for name in self._ours}

    def _update(self):
        values = {name: bindparam(f"new_{name}") for name in self._ours}
        return update(self._table).where(self._table.c.id == bindparam("row")).values(values)


def _renamed(values):
    """SQLAlchemy keeps the columns' own names to itself."""
    return {f"new_{name}": value for name, value in values.items()}

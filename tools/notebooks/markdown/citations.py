"""The works that the book cites, as plain Markdown."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pybtex.database import parse_file
from pybtex.plugin import find_plugin


@dataclass(frozen=True)
class Bibliography:
    """The entries of a BibTeX file."""

    path: Path

    @cached_property
    def _data(self):
        return parse_file(str(self.path), bib_format="bibtex")

    def __contains__(self, key):
        return key in self._data.entries

    def keys(self):
        return sorted(self._data.entries.keys())

    def citation(self, key, *, textual):
        """Return ``Rumelhart et al. (1986)`` if textual, else ``Rumelhart et al., 1986``."""
        entry = self._data.entries[key]
        names = _surnames(entry.persons.get("author") or entry.persons["editor"])
        year = entry.fields["year"]
        text = f"{names} ({year})" if textual else f"{names}, {year}"
        address = self.address(key)
        return f"[{text}]({address})" if address else text

    def address(self, key):
        """Return where the work can be found: its DOI or its url, or None."""
        fields = self._data.entries[key].fields
        return f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url")

    def listing(self, keys):
        """Return the full references of these keys as a Markdown list."""
        style = find_plugin("pybtex.style.formatting", "plain")()
        backend = find_plugin("pybtex.backends", "markdown")()
        formatted = style.format_bibliography(self._data, sorted(set(keys)))
        return "\n".join(f"- {_unescaped(entry.text.render(backend))}" for entry in formatted)


def _surnames(persons):
    last = [" ".join([*person.prelast_names, *person.last_names]) for person in persons]
    if len(last) > 2:
        return f"{last[0]} et al."
    return " and ".join(last)


def _unescaped(markdown):
    """Drop the escapes and line breaks that pybtex adds where nothing needs them."""
    for mark in "-()+.!":
        markdown = markdown.replace(f"\\{mark}", mark)
    return markdown.replace("\n", " ")

"""Second Look: how often would a machine be wrong about a child?

An open evaluation of machine learning in English children's social care. The rooms of this package stand on
floors; a room imports only from the floors below it (held by ``tests/test_floors.py``). Evaluation only:
nothing here scores an open case, exports a model or lets a child-level score leave an authority's folder.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("second-look")
except PackageNotFoundError:  # read from a source tree that was never installed
    __version__ = "0.0.0"

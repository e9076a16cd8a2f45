"""One made-up authority, studied once for all tests that only look at what was found."""

from types import SimpleNamespace

import pytest
from study_worlds import FEW, events, settle

from helpers.study import run as study
from helpers.study import steps


@pytest.fixture(scope="session")
def studied(tmp_path_factory):
    place = tmp_path_factory.mktemp("study")
    folder = settle(place / "nowhere")
    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setattr(steps, "read_events", lambda *_, **__: SimpleNamespace(events=events()))
        path = study.run(folder, effort=FEW, processes=1, progress=lambda *step: told.append(step))
        found = study.findings(folder)
    return SimpleNamespace(place=place, folder=folder, path=path, found=found, told=told)


@pytest.fixture
def inside(studied, monkeypatch):
    monkeypatch.chdir(studied.place)
    monkeypatch.setattr(steps, "read_events", lambda *_, **__: SimpleNamespace(events=events()))
    return studied

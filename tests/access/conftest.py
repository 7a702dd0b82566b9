"""The scene of two teams and the staff, on 20 January 2020.

Making it takes longer than most of the tests that look at it, so a module makes it once. Every
test gets it as it was: its rows are rolled back, its people and cases are copies, and files that
a test removed are put back.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from applications import clock
from applications.models import Attachment
from applications.services.enclosure_files import files_of
from tests.access.doors import Door, find_doors
from tests.access.scene import Scene, make_scene
from tests.support.sources import ROOT

MONDAY = datetime(2020, 1, 20, 10, 0, tzinfo=clock.BERLIN)


@pytest.fixture(autouse=True)
def _without_real_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out making PDFs: it takes seconds and has tests of its own."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture(scope="module")
def scene_of_module(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[Scene, dict[str, bytes]]]:
    """Return the scene that the tests of a module share, and the files of its documents."""
    with django_db_blocker.unblock():
        shared = transaction.atomic()
        shared.__enter__()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("applications.documents.store.render", lambda document, *, at: None)
            clock.set_offset(MONDAY - clock.real_now())
            scene = make_scene()
            clock.reset()
        names = files_of(list(Attachment.objects.all()))
        files = {name: default_storage.open(name).read() for name in names}
    yield scene, files
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        shared.__exit__(None, None, None)


@pytest.fixture
def scene(
    scene_of_module: tuple[Scene, dict[str, bytes]],
    db: None,
    rehearsal: Callable[[datetime], object],
) -> Scene:
    """Return two teams, the staff and their cases."""
    made, files = scene_of_module
    for name, content in files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    rehearsal(MONDAY)
    return deepcopy(made)


SECURITY_SETTINGS = """
import json
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(("SESSION_", "CSRF_", "SECURE_", "LANGUAGE_C"))]
values = {n: getattr(settings, n) for n in names}
print(json.dumps({n: v for n, v in values.items() if isinstance(v, (str, int, bool, type(None)))}))
"""


@pytest.fixture
def production(settings: Any) -> None:
    """Take the security settings that a production server would have."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "SECRET_KEY": "nKx3-Qp7_Zt9vLm2Rb6Hy8Wc4Jd5Fg1Sa0TeUiOoPqXwYzEr-MnBvCl",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SECURITY_SETTINGS],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name, value in json.loads(done.stdout).items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def doors(scene_of_module: tuple[Scene, Any], django_db_blocker: Any) -> list[Door]:
    """Return every form of the pages of the table of rights."""
    clock.set_offset(MONDAY - clock.real_now())
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("applications.documents.store.render", lambda document, *, at: None)
        patch.setattr("applications.workflow.conflicts.is_asked", lambda _user: False)
        found = find_doors(scene_of_module[0])
    clock.reset()
    return found

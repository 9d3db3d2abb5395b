"""What all tests share: repeatable Hypothesis, one Chromium, and the count of tests that ran."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# The same examples on every run: a red build means a change, never luck.
# `make full` searches wider.
settings.register_profile(
    "leadline", derandomize=True, deadline=None, max_examples=50, database=None
)
settings.register_profile("full", deadline=None, max_examples=1000, database=None, print_blob=True)
settings.load_profile("leadline")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM = "Chromium was not found: the pages were not looked at"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the whole run; open a context of your own in it and close it."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        if os.environ.get("LEADLINE_BROWSER") == "required":
            pytest.fail(NO_CHROMIUM, pytrace=False)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def _n_ran(reporter: pytest.TerminalReporter) -> int:
    return sum(len(reporter.stats.get(outcome, ())) for outcome in ("passed", "failed"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Skipped is not tested: a run in which everything was skipped must not look green.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    green = session.exitstatus == pytest.ExitCode.OK and not session.config.option.collectonly
    if green and not _n_ran(reporter):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    unseen = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if NO_CHROMIUM in str(report.longrepr)
    ]
    if unseen:
        terminalreporter.write_sep("!", f"{len(unseen)} browser tests skipped. {NO_CHROMIUM}")
    terminalreporter.write_line(f"tests ran: {_n_ran(terminalreporter)}")

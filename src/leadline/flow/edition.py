"""Editions: the four languages of a released assessment, as PDF, pages and data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from leadline.core.error import UsageError
from leadline.core.released import Released, write
from leadline.flow.cache import write_whole
from leadline.publish.chart import render_charts
from leadline.publish.data import data_files, schema_file, trace_file
from leadline.publish.report import render_report
from leadline.publish.site import render_shared, render_site
from leadline.publish.story import tell_story
from leadline.words import languages

"""What people typed, decided and did, and what waits for them."""

from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Query
from sqlalchemy import Row

from reconcile.desk.api.answers import TABLE, Answering, Page
from reconcile.desk.api.callers import CLERKING, SUPERVISING
from reconcile.desk.api.routes.results import Text
from reconcile.desk.api.rows import CopyRow, DecisionRow, DeedRow, SettlementRow, WorkRow
from reconcile.desk.api.waiting import waiting_work
from reconcile.desk.desk import AtDesk
from reconcile.keep.store.activity import activity_since
from reconcile.keep.store.decisions import every_decision
from reconcile.keep.store.nights import decisions as settlements_of
from reconcile.keep.store.typed import all_typed
from reconcile.keep.typed import read_entries, typed_protocols

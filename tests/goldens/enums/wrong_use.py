"""A value that is misspelt is refused."""

from golden.enums import models as m
from golden.enums import requests

m.Job(state="quede", level=1)  # error
m.Job(state="queued", level="1")  # error
requests.jobs.list_(state="quede")  # error
